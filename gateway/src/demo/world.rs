//! Makes the world in an empty database.

use std::sync::Arc;

use chrono::{Days, TimeDelta};
use feedback::{CreateCompetency, Created, create_competency};
use identity::{
    Directory,
    account::{PublishPolicy, publish_policy},
    founding::{appoint_operator, found},
};
use kernel::{
    Call, Clock, CompetencyId, Fault, ManualClock, Markdown, MemberKind, Origin, Secret,
    audit::PLATFORM, outbox::settle,
};

use super::{
    asking,
    cast::Cast,
    company::{self, Company},
    others::{self, Small},
    people::{Described, Entered, register},
    plot,
    questionnaires::Asking,
    story::{self, Script, actor},
    unnamed, words,
};
use crate::{cli::Failure, config::Config, process};

/// Everything up to now, as if it had happened over the last weeks.
pub async fn make(config: &Config, secret: &Secret) -> Result<Cast, Failure> {
    let now = Clock::system().now();
    let first = now.date_naive() - Days::new(plot::DAYS);
    // A clock of the past: ids and times are those of when it happened.
    let manual = ManualClock::at(plot::at(first - Days::new(3), 9, 0));
    let clock = Clock::of(manual.clone());
    let db = process::open_to_fill(config, secret, &clock).await?;
    let call = Call {
        db,
        clock,
        secret: secret.clone(),
        viewer: kernel::Asker::default(),
        origin: Arc::new(Origin::default()),
    };
    let operator = operator(&call).await?;
    let company = company::plan(&call)?;
    let studio = others::studio(&call)?;
    let practice = others::practice(&call)?;
    for (founding, people) in [
        (&company.founding, &company.people),
        (&studio.founding, &studio.people),
        (&practice.founding, &practice.people),
    ] {
        register(&call, people).await?;
        found(&call, founding).await.map_err(words_of)?;
    }
    manual.advance(TimeDelta::minutes(30));
    let competencies = competencies(&call, &company).await?;
    let mut script = Script::default();
    plot::work(&mut script, &company, first, &competencies);
    plot::highlights(&mut script, &company, first, &competencies);
    others::studio_talks(&mut script, &studio, first);
    others::practice_talks(&mut script, &practice, first);
    story::play(&call, &manual, script, now).await?;
    let directory = Directory::bounded(16 << 20);
    asking::Round { call: &call, company: &company, directory }.play(&competencies).await?;
    unnamed::tell(&call, &manual, &company, now).await?;
    let directory = Directory::bounded(16 << 20);
    let door = asking::doorstep();
    let questionnaires = Asking { call: &call, manual: &manual, now, directory, door };
    Box::pin(questionnaires.company(&company)).await?;
    Box::pin(questionnaires.practice(&practice)).await?;
    settle(&call.db, &call.clock).await.map_err(|error| words_of(error.into()))?;
    call.db.close();
    Ok(cast(&operator, &company, &studio, &practice))
}

/// Whoever runs the service, and the policy they published first.
async fn operator(call: &Call) -> Result<Entered, Failure> {
    let described = Described {
        given: "Olivia",
        family: "Marsh",
        address: "olivia@hei.example",
        kind: MemberKind::Employee,
        roles: &[],
        title: None,
    };
    let operator = described.entered(call)?;
    register(call, std::slice::from_ref(&operator)).await?;
    appoint_operator(call, &operator.newcomer).await.map_err(words_of)?;
    let directory = Directory::bounded(1 << 20);
    let (acting, _) = actor(call, &directory, (PLATFORM, operator.newcomer.user)).await?;
    let body = Markdown::try_new(words::POLICY).ok_or("the demo's policy is not a text")?;
    let policy = PublishPolicy { version: "1".into(), body, effective_at: None };
    match publish_policy(&acting, policy).await.map_err(words_of)? {
        Ok(_) => Ok(operator),
        Err(error) => Err(format!("the demo's policy: {error:?}")),
    }
}

async fn competencies(call: &Call, company: &Company) -> Result<Vec<CompetencyId>, Failure> {
    let directory = Directory::bounded(1 << 20);
    let at = company.by_number[&company::ADMINISTRATOR];
    let administrator = company.people[at].member.person;
    let (acting, _) = actor(call, &directory, (company.founding.id, administrator)).await?;
    let mut made = vec![];
    for (name, description) in words::COMPETENCIES {
        let input = CreateCompetency {
            organization: company.founding.id,
            name: name.into(),
            description: description.into(),
        };
        match create_competency(&acting, input, None).await.map_err(words_of)? {
            Ok(Created::Now(competency)) => made.push(competency.id),
            Ok(Created::Before(id)) => made.push(id),
            Err(errors) => return Err(format!("the demo's competencies: {errors:?}")),
        }
    }
    Ok(made)
}

fn cast(operator: &Entered, company: &Company, studio: &Small, practice: &Small) -> Cast {
    let mut cast = Cast::default();
    let names = |it: &Entered| format!("{} {}", it.newcomer.name.given, it.newcomer.name.family);
    let mut part = |name: &str, it: &Entered, what: &str| {
        cast.with(name, &format!("{}, {what}", names(it)), it.newcomer.user);
    };
    let employee = |number: u32| &company.people[company.by_number[&number]];
    part("member", employee(company::MEMBER), "programmer");
    part("manager", employee(company::MANAGER), "leads four programmers");
    part("administrator", employee(company::ADMINISTRATOR), "administers everybody");
    let unit = "administers Operations and Logistics";
    part("unitAdministrator", employee(company::UNIT_ADMINISTRATOR), unit);
    part("coach", &practice.people[others::COACH], "coach in a practice of her own");
    part("client", &practice.people[others::CLIENT], "lets the coach read feedback");
    part("otherClient", &practice.people[others::OTHER_CLIENT], "does not let the coach read it");
    if let Some(coach) = company.people.last() {
        part("companyCoach", coach, "coaches two employees from outside");
    }
    let compliance = employee(company::COMPLIANCE_MANAGER);
    part("complianceManager", compliance, "reads who did what, and no content");
    part("itAdministrator", employee(company::IT_ADMINISTRATOR), "manages accounts");
    part("operator", operator, "runs the service");
    part("outsider", &studio.people[others::OUTSIDER], "works for another company");
    cast.at(company::NAME, company.founding.id);
    cast.at(others::STUDIO, studio.founding.id);
    cast.at(others::PRACTICE, practice.founding.id);
    cast
}

/// What a fault may say of itself; its cause is in the log.
#[expect(clippy::needless_pass_by_value, reason = "it maps errors")]
pub fn words_of(fault: Fault) -> Failure {
    fault.message().to_owned()
}
