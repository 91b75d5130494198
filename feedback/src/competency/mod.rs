//! What an organisation gives marks for: made, renamed and archived by administrators of
//! everybody.

pub mod archive;
pub mod create;
pub mod update;

use kernel::{
    Answer, Call, CompetencyId, Fault, Place, audit,
    text::{breaks_line, is_seen},
};

use crate::{entity::competency::Model, policy, repo};

/// In characters.
const LONGEST_NAME: usize = 200;
/// In characters.
const LONGEST_DESCRIPTION: usize = 2_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ContentProblem {
    NameEmpty,
    NameTooLong,
    NameNotOneLine,
    DescriptionTooLong,
    DescriptionWithNull,
}

fn check_name(name: &str) -> Result<(), ContentProblem> {
    match name.chars().count() {
        _ if !is_seen(name) => Err(ContentProblem::NameEmpty),
        _ if name.chars().any(breaks_line) => Err(ContentProblem::NameNotOneLine),
        1..=LONGEST_NAME => Ok(()),
        _ => Err(ContentProblem::NameTooLong),
    }
}

fn check_description(description: &str) -> Result<(), ContentProblem> {
    if description.chars().count() > LONGEST_DESCRIPTION {
        return Err(ContentProblem::DescriptionTooLong);
    }
    if description.contains('\0') {
        return Err(ContentProblem::DescriptionWithNull);
    }
    Ok(())
}

fn require_manager(place: &Place) -> Answer<()> {
    if !policy::may_manage_competencies(place) {
        return Err(Fault::forbidden());
    }
    place.require_licence()
}

/// The competency, if it exists for who asks; refused if it does and they may not change it.
async fn found(call: &Call, id: CompetencyId, action: &'static str) -> Answer<Option<Model>> {
    call.viewer.signed()?;
    let found = repo::competency::by_id(&call.db, &call.viewer, id).await?;
    if let Some(row) = &found {
        let place = call.viewer.place(row.organization_id)?;
        audit::logged(call, row.organization_id, action, require_manager(place)).await?;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_descriptions_have_bounds() {
        assert_eq!(check_name("Höflichkeit"), Ok(()));
        assert_eq!(check_name(" \t"), Err(ContentProblem::NameEmpty));
        assert_eq!(check_name(&"ö".repeat(200)), Ok(()));
        assert_eq!(check_name(&"ö".repeat(201)), Err(ContentProblem::NameTooLong));
        assert_eq!(check_name("a\nb"), Err(ContentProblem::NameNotOneLine));
        assert_eq!(check_name("a\0"), Err(ContentProblem::NameNotOneLine));
        assert_eq!(check_name("\u{200b}"), Err(ContentProblem::NameEmpty));
        assert_eq!(check_name("a\u{202e}b"), Err(ContentProblem::NameNotOneLine));
        assert_eq!(check_description("a\0"), Err(ContentProblem::DescriptionWithNull));
        assert_eq!(check_description("a\nb"), Ok(()));
        assert_eq!(check_description(""), Ok(()));
        assert_eq!(check_description(&"ö".repeat(2_000)), Ok(()));
        let long = "ö".repeat(2_001);
        assert_eq!(check_description(&long), Err(ContentProblem::DescriptionTooLong));
    }
}
