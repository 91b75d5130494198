//! Templates of an organisation: made, changed and retired by administrators of everybody. A
//! version never changes, because people were asked with it; a change is another version.

pub mod create;
pub mod retire;
pub mod revise;

use kernel::{Answer, Call, CompetencyId, Fault, FeedbackTemplateId, Place, audit};

use super::{
    Question,
    ask::are_competencies,
    content::{are_questions, is_message, is_name},
    entity::template::Model,
    policy, repo,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ContentProblem {
    Name,
    Introduction,
    Questions,
    Competency,
}

async fn check(
    call: &Call,
    place: &Place,
    name: &str,
    introduction: &str,
    questions: &[Question],
) -> Answer<Vec<ContentProblem>> {
    let marked: Vec<CompetencyId> =
        questions.iter().filter_map(|it| it.wants.competency()).collect();
    // Before each is looked up.
    let fit = are_questions(questions);
    let known = !fit || are_competencies(call, place, &marked).await?;
    let wrong = [
        (is_name(name), ContentProblem::Name),
        (is_message(introduction), ContentProblem::Introduction),
        (fit, ContentProblem::Questions),
        (known, ContentProblem::Competency),
    ];
    Ok(wrong.into_iter().filter(|(fits, _)| !fits).map(|(_, problem)| problem).collect())
}

fn require_manager(place: &Place) -> Answer<()> {
    if !policy::may_manage_templates(place) {
        return Err(Fault::forbidden());
    }
    place.require_licence()
}

/// The template, if it exists for who asks; refused if it does and they may not change it.
async fn found(call: &Call, id: FeedbackTemplateId, action: &'static str) -> Answer<Option<Model>> {
    call.viewer.signed()?;
    let found = repo::templates::by_id(&call.db, &call.viewer, id).await?;
    if let Some(row) = &found {
        let place = call.viewer.place(row.organization_id)?;
        audit::logged(call, row.organization_id, action, require_manager(place)).await?;
    }
    Ok(found)
}
