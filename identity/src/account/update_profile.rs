//! What a person says about themself: every organisation they are in shows it at once.

use kernel::{Answer, Call, Fault, Url, UserId, audit::Entry};

use super::{Name, NotAName, name::line, sign_out::write_own_entry};
use crate::{entity::person::Model, repo};

/// In characters.
const SALUTATION: usize = 50;
const ROLE: usize = 200;
const PHONE: usize = 40;
const POSTAL_ADDRESS: usize = 500;

/// What becomes of something that need not be there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Change<T> {
    #[default]
    Keep,
    /// Nothing removes it.
    To(Option<T>),
}

/// What is not given stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub given: Option<String>,
    pub infix: Change<String>,
    pub family: Option<String>,
    pub salutation: Change<String>,
    pub professional_role: Change<String>,
    pub phone: Change<String>,
    pub postal_address: Change<String>,
    pub linkedin: Change<Url>,
}

kernel::problems! {
    /// Why the profile stays.
    Refused as UpdateProfileError, UpdateProfileErrorCode {
        /// It has 1 to 200 characters on one line.
        GivenNameInvalid => ("name.given", "A given name has 1 to 200 characters."),
        /// It has at most 200 characters on one line.
        InfixInvalid => ("name.infix", "An infix has at most 200 characters."),
        /// It has 1 to 200 characters on one line.
        FamilyNameInvalid => ("name.family", "A family name has 1 to 200 characters."),
        /// It has at most 50 characters on one line.
        SalutationInvalid => ("name.salutation", "A salutation has at most 50 characters."),
        /// It has at most 200 characters on one line.
        ProfessionalRoleInvalid => ("professionalRole", "A role has at most 200 characters."),
        /// It has at most 40 digits, blanks and signs.
        PhoneInvalid => ("phone", "This is not a telephone number."),
        /// It has at most 500 characters.
        PostalAddressInvalid => ("postalAddress", "An address has at most 500 characters."),
        /// It is not a page of linkedin.com.
        LinkedinInvalid => ("linkedin", "This is not a page of linkedin.com."),
    }
}

/// The directories are raised first, which also puts concurrent changes of them in order.
pub async fn update_profile(call: &Call, profile: Profile) -> Answer<Result<UserId, Refused>> {
    let user = call.viewer.signed()?.user;
    let tx = call.db.begin().await?;
    repo::profile::raise_directories(&tx, user).await?;
    let person = repo::profile::own(&tx, user).await?.ok_or_else(Fault::unauthenticated)?;
    let person = match profile.onto(person) {
        Ok(person) => person,
        Err(refused) => {
            tx.rollback().await?;
            return Ok(Err(refused));
        }
    };
    repo::profile::write_profile(&tx, &person).await?;
    repo::profile::touch_memberships(&tx, user).await?;
    write_own_entry(call, &tx, user, |home| Entry::done(home, "updateProfile", user)).await?;
    tx.commit().await?;
    Ok(Ok(user))
}

impl Profile {
    fn onto(self, mut person: Model) -> Result<Model, Refused> {
        let given = self.given.unwrap_or(person.given_name);
        let infix = match self.infix {
            Change::Keep => person.infix,
            Change::To(infix) => infix,
        };
        let family = self.family.unwrap_or(person.family_name);
        let name = Name::try_new(&given, infix.as_deref(), &family).map_err(|part| match part {
            NotAName::Given => Refused::GivenNameInvalid,
            NotAName::Infix => Refused::InfixInvalid,
            NotAName::Family => Refused::FamilyNameInvalid,
        })?;
        (person.given_name, person.infix, person.family_name) =
            (name.given, name.infix, name.family);
        let short = |text: &str| line(text, SALUTATION);
        patch(&mut person.salutation, self.salutation, short, Refused::SalutationInvalid)?;
        let role = |text: &str| line(text, ROLE);
        let wrong = Refused::ProfessionalRoleInvalid;
        patch(&mut person.professional_role, self.professional_role, role, wrong)?;
        patch(&mut person.phone, self.phone, phone, Refused::PhoneInvalid)?;
        let wrong = Refused::PostalAddressInvalid;
        patch(&mut person.postal_address, self.postal_address, postal_address, wrong)?;
        let page = match self.linkedin {
            Change::Keep => Change::Keep,
            Change::To(page) => Change::To(page.map(Url::into_string)),
        };
        patch(&mut person.linkedin, page, linkedin, Refused::LinkedinInvalid)?;
        Ok(person)
    }
}

/// An empty text removes what was there, too.
fn patch(
    kept: &mut Option<String>,
    change: Change<String>,
    check: impl Fn(&str) -> Option<String>,
    wrong: Refused,
) -> Result<(), Refused> {
    let Change::To(change) = change else { return Ok(()) };
    *kept = match change.filter(|text| !text.trim().is_empty()) {
        None => None,
        Some(text) => Some(check(&text).ok_or(wrong)?),
    };
    Ok(())
}

fn phone(text: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_digit() || " +-()./x#,;".contains(c);
    line(text, PHONE)
        .filter(|text| text.chars().all(fits) && text.contains(|c: char| c.is_ascii_digit()))
}

/// It may have several lines.
fn postal_address(text: &str) -> Option<String> {
    let text = text.trim().replace("\r\n", "\n");
    let fits = text.chars().count() <= POSTAL_ADDRESS;
    (fits && !text.chars().any(|c| c.is_control() && c != '\n')).then_some(text)
}

fn linkedin(page: &str) -> Option<String> {
    let host = url::Url::parse(page).ok()?.host_str()?.to_owned();
    (host == "linkedin.com" || host.ends_with(".linkedin.com")).then(|| page.to_owned())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::entity::person::Theme;

    fn ada() -> Model {
        Model {
            id: UserId(Uuid::nil()),
            given_name: "Ada".into(),
            infix: None,
            family_name: "Lovelace".into(),
            salutation: Some("Countess".into()),
            photo_mark: None,
            professional_role: None,
            phone: None,
            postal_address: None,
            linkedin: None,
            language: "en".into(),
            time_zone: "UTC".into(),
            theme: Theme::System,
            mail_on_feedback: true,
            mail_digest: true,
            registered_at: DateTime::UNIX_EPOCH,
            closed_at: None,
        }
    }

    #[test]
    fn what_is_not_said_stays_and_what_is_null_goes() {
        let changed = Profile {
            family: Some("King".into()),
            salutation: Change::To(None),
            phone: Change::To(Some("+44 20 7946 0018".into())),
            ..Profile::default()
        };
        let expected = Model {
            family_name: "King".into(),
            salutation: None,
            phone: Some("+44 20 7946 0018".into()),
            ..ada()
        };
        assert_eq!(changed.onto(ada()), Ok(expected));
        assert_eq!(Profile::default().onto(ada()), Ok(ada()));
    }

    #[test]
    fn each_part_has_its_form() {
        let page = |text: &str| Change::To(Some(Url::try_new(text).unwrap()));
        let text = |text: &str| Change::To(Some(text.to_owned()));
        let none = Profile::default;
        for (profile, wrong) in [
            (Profile { given: Some(" ".into()), ..none() }, Refused::GivenNameInvalid),
            (Profile { infix: text(&"v".repeat(201)), ..none() }, Refused::InfixInvalid),
            (Profile { family: Some("a\nb".into()), ..none() }, Refused::FamilyNameInvalid),
            (Profile { salutation: text(&"x".repeat(51)), ..none() }, Refused::SalutationInvalid),
            (Profile { phone: text("call me"), ..none() }, Refused::PhoneInvalid),
            (
                Profile { postal_address: text(&"x".repeat(501)), ..none() },
                Refused::PostalAddressInvalid,
            ),
            (
                Profile { linkedin: page("https://linkedin.com.example.org/in/x"), ..none() },
                Refused::LinkedinInvalid,
            ),
        ] {
            assert_eq!(profile.onto(ada()), Err(wrong));
        }
        let good = Profile { linkedin: page("https://www.linkedin.com/in/ada"), ..none() };
        assert!(good.onto(ada()).is_ok());
    }
}
