//! What people of the company are asked by questionnaire: one round is over, another one runs. And
//! what the coach can ask a client with.

use assessment::{
    answering::Given,
    campaigns::{
        self, Content, Mode, Target,
        close::close,
        create::{Create, create},
        launch::launch,
        own_invitation,
        remind::remind,
    },
    instruments::{
        self,
        import::{Import, What, import},
        publish::publish,
    },
    sheets::{self, By, Change},
};
use chrono::{DateTime, TimeDelta, Utc};
use identity::Directory;
use kernel::{Call, CampaignId, InstrumentId, ManualClock, MemberKind};

use super::{
    company::{ADMINISTRATOR, Company},
    others::{OFFICE, Small},
    people::Entered,
    story::{Actor, actor},
    world::words_of,
};
use crate::{cli::Failure, ports::DirectoryDoorstep};

const ENGAGEMENT: &str = "engagement-15";
const CLIENTS: &str = "riasec-48";
/// How many answered the round that is over: most, and not all.
const ANSWERED: usize = 80;
/// How many have answered the one that runs.
const ANSWERING: usize = 6;

/// Whose questionnaires these are, and when it is.
pub struct Asking<'a> {
    pub call: &'a Call,
    pub manual: &'a ManualClock,
    pub now: DateTime<Utc>,
    pub directory: Directory,
    pub door: DirectoryDoorstep,
}

impl Asking<'_> {
    /// One in confidence, over two weeks until yesterday, with what may be told of it; and one under
    /// names, from today on.
    pub async fn company(&self, company: &Company) -> Result<(), Failure> {
        let by = (company.founding.id, employee(company, ADMINISTRATOR).member.person);
        self.at(self.now - TimeDelta::days(15));
        let instrument = self.instrument(by, ENGAGEMENT).await?;
        let employees: Vec<_> =
            company.people.iter().filter(|it| it.member.kind == MemberKind::Employee).collect();
        let over = self.campaign(by, instrument, "How we work", Mode::Confidential, 14).await?;
        for (n, one) in employees.iter().take(ANSWERED).enumerate() {
            self.answer((company.founding.id, one.member.person), over, n).await?;
        }
        self.at(self.now - TimeDelta::days(1));
        let (acting, _) = actor(self.call, &self.directory, by).await?;
        close(&acting, over)
            .await
            .map_err(words_of)?
            .map_err(|error| format!("the demo's close: {error:?}"))?;
        self.at(self.now);
        let running =
            self.campaign(by, instrument, "How we work, by name", Mode::Identified, 21).await?;
        let answering = employees.iter().rev().take(ANSWERING);
        for (n, one) in answering.enumerate() {
            self.answer((company.founding.id, one.member.person), running, n).await?;
        }
        // Who was invited was told then.
        remind(&self.call.db, &self.call.clock, None).await.map_err(words_of)?;
        let made = analytics::dashboards::make::make(&self.call.db, &self.call.clock).await;
        made.map(drop).map_err(words_of)
    }

    pub async fn practice(&self, practice: &Small) -> Result<(), Failure> {
        let by = (practice.founding.id, practice.people[OFFICE].member.person);
        self.instrument(by, CLIENTS).await.map(drop)
    }

    fn at(&self, at: DateTime<Utc>) {
        self.manual.advance(at - self.call.clock.now());
    }

    /// One that ships, published.
    async fn instrument(&self, by: Actor, code: &str) -> Result<InstrumentId, Failure> {
        let (call, _) = actor(self.call, &self.directory, by).await?;
        let input = Import { organization: by.0, from: What::Shipped(code.into()) };
        let row = match import(&call, input, None).await.map_err(words_of)? {
            Ok(instruments::Made::Now(draft)) => draft.row,
            Ok(instruments::Made::Before(id)) => return Ok(id),
            Err(refused) => return Err(format!("the demo's instrument: {refused:?}")),
        };
        let published = publish(&call, row.id, row.version).await.map_err(words_of)?;
        let published = published.map_err(|it| format!("the demo's instrument: {it:?}"))?;
        Ok(published.id)
    }

    /// Everybody is asked, for so many days from now on.
    async fn campaign(
        &self,
        by: Actor,
        instrument: InstrumentId,
        name: &str,
        mode: Mode,
        days: i64,
    ) -> Result<CampaignId, Failure> {
        let (call, port) = actor(self.call, &self.directory, by).await?;
        let opens_at = call.clock.now();
        let content = Content {
            instrument,
            name: name.into(),
            purpose: None,
            mode,
            threshold: None,
            opens_at,
            closes_at: opens_at + TimeDelta::days(days),
            languages: vec![],
            contact: None,
            debrief: None,
            role: None,
            targets: vec![Target::Everybody],
            attributes: None,
        };
        let input = Create { organization: by.0, content };
        let row = match create(&call, &port, input, None).await.map_err(words_of)? {
            Ok(campaigns::Made::Now(row)) => row,
            Ok(campaigns::Made::Before(id)) => return Ok(id),
            Err(errors) => return Err(format!("the demo's campaign: {errors:?}")),
        };
        let launched = launch(&call, &port, row.id, row.version).await.map_err(words_of)?;
        let launched = launched.map_err(|error| format!("the demo's launch: {error:?}"))?;
        Ok(launched.id)
    }

    /// Begun, answered and handed in.
    async fn answer(&self, who: Actor, campaign: CampaignId, n: usize) -> Result<(), Failure> {
        let (call, _) = actor(self.call, &self.directory, who).await?;
        let invitation = own_invitation(&call, campaign).await.map_err(words_of)?;
        let invitation = invitation.ok_or("the demo's invitation to a campaign")?;
        let (by, door) = (By::Invitation(invitation), &self.door);
        let begun = sheets::start(&call, door, &by, None).await.map_err(words_of)?;
        begun.map_err(|error| format!("the demo's questionnaire: {error:?}"))?;
        let saved = sheets::save(&call, door, &by, &answers(n), None).await.map_err(words_of)?;
        saved.map_err(|errors| format!("the demo's answers: {errors:?}"))?;
        let done = sheets::submit(&call, door, &by, None).await.map_err(words_of)?;
        done.map(drop).map_err(|error| format!("the demo's questionnaire: {error:?}"))
    }
}

fn employee(company: &Company, number: u32) -> &Entered {
    &company.people[company.by_number[&number]]
}

/// To all its items, 1 to 5: people differ, and so do items.
fn answers(n: usize) -> Vec<Change> {
    let items = ["I", "S", "L"].into_iter().enumerate();
    let items = items.flat_map(|(part, of)| (1..=5).map(move |at| (part, of, at)));
    items
        .map(|(part, of, at)| {
            let point = match (n * 7 + part * 3 + at * (n % 3 + 1)) % 10 {
                0 => 1.0,
                1 => 2.0,
                2 | 3 => 3.0,
                4..=7 => 4.0,
                _ => 5.0,
            };
            let (item, given) = (format!("{of}{at}"), Some(Given::Number(point)));
            Change { item, given, revision: None }
        })
        .collect()
}
