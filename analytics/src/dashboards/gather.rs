//! From what stands in the database to what the gate takes.

use std::collections::{BTreeMap, HashMap, HashSet};

use kernel::{Answer, CampaignId, Db, Fault, OrganizationId, UnitId};
use uuid::Uuid;

use super::{
    frame::Frame,
    given::{Worth, worth},
    questions::{Asked, Part, comparable},
    repo::gather::{
        Campaign, Stood, Unit, answers_unchecked, attributes_unchecked, documents_unchecked,
        invited_unchecked, sheets_unchecked, units_unchecked,
    },
};
use crate::disclosure::{self, Audience, Comment, Respondent};

/// The attribute that has views of its own kind.
const UNIT: &str = "unit";

/// Of one campaign, read once.
pub(crate) struct Gathered {
    pub audience: Audience,
    /// The names of units, as they are now.
    pub names: HashMap<UnitId, String>,
    /// Who was invited; the one question is whether they take part.
    pub invited: Vec<Respondent>,
}

/// Who was invited, and by what they are told apart.
pub(crate) async fn invited(db: &Db, campaign: &Campaign) -> Answer<Gathered> {
    let (organization, id) = (campaign.organization_id, campaign.id);
    let attributes = attributes_unchecked(db, organization, id).await?;
    let units = units_unchecked(db, organization).await?;
    let invited = invited_unchecked(db, organization, id).await?;
    let by_unit = attributes.iter().any(|it| it == UNIT);
    let audience = Audience {
        units: if by_unit { standing(&units, &invited) } else { vec![] },
        attributes: attributes.iter().filter(|it| *it != UNIT).cloned().collect(),
        ..Audience::default()
    };
    let told = |it: &Stood| Respondent {
        answers: vec![Some(i16::from(it.takes_part))],
        ..respondent(it, by_unit, &audience.attributes)
    };
    let invited = invited.iter().map(told).collect();
    let names = units.into_iter().map(|it| (it.id, it.name)).collect();
    Ok(Gathered { audience, names, invited })
}

/// The units in which somebody was invited, with all above them.
fn standing(units: &[Unit], invited: &[Stood]) -> Vec<disclosure::Unit> {
    let known: HashMap<UnitId, &Unit> = units.iter().map(|it| (it.id, it)).collect();
    let mut reached = HashSet::new();
    for stood in invited {
        let mut next = stood.unit_id;
        while let Some(unit) = next.filter(|it| reached.insert(*it)) {
            next = known.get(&unit).and_then(|it| it.parent_id);
        }
    }
    let all = units.iter().filter(|it| reached.contains(&it.id));
    let unit = |it: &Unit| disclosure::Unit { id: it.id.0, parent: it.parent_id.map(|it| it.0) };
    all.map(unit).collect()
}

fn respondent(stood: &Stood, by_unit: bool, attributes: &[String]) -> Respondent {
    let value = |attribute: &str| match attribute {
        "manager" => stood.manager_id.map(|it| it.0.simple().to_string()),
        "seniority" => stood.seniority.clone(),
        "job_title" => stood.job_title.clone(),
        "kind" => stood.kind.clone(),
        _ => None,
    };
    let values = attributes.iter().filter_map(|it| Some((it.clone(), value(it)?)));
    Respondent {
        unit: stood.unit_id.filter(|_| by_unit).map(|it| it.0),
        values: values.collect::<BTreeMap<_, _>>(),
        ..Respondent::default()
    }
}

/// What was asked.
pub(crate) async fn frame(db: &Db, campaign: &Campaign) -> Answer<Frame> {
    let (organization, instrument) = (campaign.organization_id, campaign.instrument_id);
    let found = documents_unchecked(db, vec![organization], vec![instrument]).await?;
    let (_, text) = found.into_iter().next().ok_or_else(Fault::not_found)?;
    read(&text)
}

pub(crate) fn read(document: &str) -> Answer<Frame> {
    serde_json::from_str(document).map_err(|error| Fault::internal(&error))
}

/// Everybody who answered, with what they answered to each question.
pub(crate) async fn respondents(
    db: &Db,
    (organization, campaign): (OrganizationId, CampaignId),
    frame: &Frame,
    asked: &[Asked],
    audience: &Audience,
) -> Answer<Vec<Respondent>> {
    let sheets = sheets_unchecked(db, organization, campaign).await?;
    let by_unit = !audience.units.is_empty();
    let blank = |it: &Stood| Respondent {
        answers: vec![None; asked.len()],
        ..respondent(it, by_unit, &audience.attributes)
    };
    let mut respondents: Vec<Respondent> = sheets.iter().map(blank).collect();
    let places: HashMap<Uuid, usize> =
        sheets.iter().enumerate().map(|(place, it)| (it.id, place)).collect();
    let items: HashMap<&str, usize> =
        frame.items().enumerate().map(|(place, it)| (it.code.as_str(), place)).collect();
    let all: Vec<_> = frame.items().collect();
    let mut of_item: Vec<Vec<usize>> = vec![vec![]; all.len()];
    for (question, it) in asked.iter().enumerate() {
        of_item[it.item].push(question);
    }
    let ids: Vec<Uuid> = sheets.iter().map(|it| it.id).collect();
    answers_unchecked(db, organization, &ids, |given| {
        let place = places.get(&given.sheet_id);
        let Some((place, item)) = place.zip(items.get(given.item.as_str())) else { return };
        let Some(worth) = worth(all[*item], &given.value) else { return };
        for question in &of_item[*item] {
            answer(&mut respondents[*place], *question, &asked[*question], &worth);
        }
    })
    .await?;
    comparable(asked, &mut respondents);
    Ok(respondents)
}

fn answer(of: &mut Respondent, question: usize, asked: &Asked, worth: &Worth) {
    match (worth, asked.part) {
        (Worth::Number(number), Part::Number { lowest, highest, reversed }) => {
            let point = crate::engagement::rounded(*number);
            let point = if reversed { lowest + highest - point } else { point };
            of.answers[question] = i16::try_from(point).ok();
        }
        (Worth::Option(option), Part::Choice) => {
            of.answers[question] = i16::try_from(*option).ok();
        }
        (Worth::Options(options), Part::Option(option)) => {
            of.answers[question] = Some(i16::from(options.contains(&option)));
        }
        (Worth::Text(text), Part::Words) => {
            of.comments.push(Comment { question, text: text.clone() });
        }
        _ => {}
    }
}
