//! Addresses of pages that links lead to. Tokens stand behind `#`, which browsers keep to
//! themselves: no server's log on the way has them.

use kernel::Token;

/// Where one chooses a new password.
pub fn reset(public_url: &str, token: &Token) -> String {
    format!("{public_url}/reset-password#token={}", token.reveal())
}
