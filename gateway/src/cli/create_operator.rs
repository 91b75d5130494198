//! `hei create-operator`

use std::{process::ExitCode, sync::Arc};

use clap::Args;
use identity::{
    account::{Name, Newcomer, NotAName},
    founding,
};
use kernel::{Call, Clock, EmailAddress, Origin};

use super::{Ended, Settings, say};
use crate::process;

/// Who it is.
#[derive(Args, Debug)]
pub struct Options {
    /// The given name
    given_name: String,
    /// The family name
    family_name: String,
    /// The address to sign in with
    address: String,
    #[command(flatten)]
    settings: Settings,
}

/// Also where nobody has served yet: the database is brought up to date first.
pub async fn create_operator(options: Options) -> Ended {
    let config = options.settings.load()?;
    let name = Name::try_new(&options.given_name, None, &options.family_name);
    let name = name.map_err(|part| match part {
        NotAName::Family => "FAMILY_NAME: 1 to 200 characters on one line are allowed",
        _ => "GIVEN_NAME: 1 to 200 characters on one line are allowed",
    })?;
    let address = EmailAddress::try_new(options.address.as_str()).ok_or_else(|| {
        format!("ADDRESS = {}: an address as ada@example.com is allowed", options.address)
    })?;
    let clock = Clock::system();
    let secret = process::secret(&config).await?;
    process::migrate(&config).await?;
    let db = process::open(&config, &secret, &clock).await?;
    let origin = Arc::new(Origin::default());
    let call = Call { db, clock, secret, viewer: kernel::Asker::default(), origin };
    let person = Newcomer::new(&call, name, address.into_string(), "en".to_owned());
    // To a folder of this machine's nobody but whoever runs this would be mailed.
    let is_mailed = config.smtp_url.is_some();
    let invited = founding::create_operator(&call, &person, is_mailed).await;
    call.db.close();
    let Ok(invited) = invited.map_err(|fault| fault.message().to_owned())? else {
        return Err(format!("ADDRESS = {}: somebody has this address already", person.address));
    };
    let mailed = if is_mailed { ", which is mailed too," } else { "" };
    say(&format!(
        "{} runs the service now. Until {}, once, this link{mailed} chooses a password:\n{}",
        person.address,
        invited.expires_at.format("%Y-%m-%d %H:%M UTC"),
        crate::links::reset(&config.public_url, &invited.token),
    ));
    Ok(ExitCode::SUCCESS)
}
