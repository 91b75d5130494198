kernel::problems! {
    /// What the caller can put right, of mutations that have no codes of their own.
    Wrong as UserError, UserErrorCode {
        /// The input is not accepted.
        Invalid => ("", "This is not accepted."),
    }
}
