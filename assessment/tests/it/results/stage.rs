//! An instrument, a campaign that asks with it, and people who answered.

mod rows;

use std::sync::Arc;

use assessment::{
    answering::{Answers, Given},
    campaigns::{Mode, Origin, campaign, invitation},
    instruments::{
        Made,
        document::Document,
        duplicate::{Duplicate, duplicate},
        import::{Import, What, import},
        instrument,
        publish::publish,
        update::{Update, update},
    },
    results::{Companies, Submitted, computed, result, testing},
    sheets::sheet,
};
use kernel::{Call, Coached, DataKind, MemberKind, MembershipId, Role, Scope, Write};
use sea_orm::{ConnectionTrait, Statement, Value};

use crate::world::{Person, World};

pub const TWO: &str = r#"{ "format": "hei-instrument/1", "code": "two", "language": "en",
  "name": { "en": "Two" }, "purpose": { "en": "To see." }, "legalBasis": "consent",
  "sections": [{ "code": "one", "items": [
    { "code": "a1", "text": { "en": "1" }, "answer": { "likert": { "lowest": 1, "highest": 5 } } },
    { "code": "a2", "text": { "en": "2" }, "answer": { "likert": { "lowest": 1, "highest": 5 } } },
    { "code": "b1", "text": { "en": "3" }, "answer": { "likert": { "lowest": 1, "highest": 5 } } },
    { "code": "b2", "text": { "en": "4" }, "answer": { "likert": { "lowest": 1, "highest": 5 } } }] }],
  "groups": [
    { "code": "all", "name": { "en": "All" }, "date": "2020", "source": "We" },
    { "code": "few", "name": { "en": "Few" }, "date": "2021", "source": "We" }],
  "scales": [
    { "code": "a", "name": { "en": "Pace" }, "combine": "mean", "lowest": 1, "highest": 5,
      "items": [{ "item": "a1" }, { "item": "a2", "reversed": true }],
      "poles": { "left": { "en": "Slow" }, "right": { "en": "Fast" } } },
    { "code": "b", "name": { "en": "Care" }, "combine": "sum", "lowest": 1, "highest": 5,
      "items": [{ "item": "b1" }, { "item": "b2" }], "strength": "high",
      "reliability": { "alpha": 0.8, "people": 100 },
      "norms": [{ "group": "all", "mean": 6.3, "deviation": 1.7, "people": 100, "normal": true },
        { "group": "few", "mean": 8, "deviation": 1, "people": 50 }],
      "bands": { "on": "sten", "limits": [4, 8],
        "bands": [{ "name": { "en": "low" } }, { "name": { "en": "mid" } }, { "name": { "en": "high" } }] } }],
  "roles": [{ "code": "lead", "name": { "en": "Lead" }, "asks": [{ "scale": "a", "low": 60, "high": 100 }] }] }"#;

/// The stage: one published instrument, and who made campaigns with it.
pub struct Stage {
    pub world: World,
    pub boss: Person,
    pub edition: instrument::Model,
    pub document: Document,
}

/// What is particular about a campaign.
#[derive(Clone, Copy, Debug)]
pub struct Asks {
    pub mode: Mode,
    pub origin: Origin,
    pub debrief: bool,
    pub role: Option<&'static str>,
    pub by: Option<MembershipId>,
}

pub const ASKS: Asks = Asks {
    mode: Mode::Identified,
    origin: Origin::Administrator,
    debrief: false,
    role: Some("lead"),
    by: None,
};

/// Somebody was asked, and answered.
pub struct Answered {
    pub campaign: campaign::Model,
    pub invitation: invitation::Model,
    pub sheet: sheet::Model,
}

impl Stage {
    pub async fn set(world: World) -> Self {
        let boss = world.administrator();
        hire(&world, &boss).await;
        let call = world.call(&boss);
        let from = What::Document(TWO.into());
        let made = import(&call, Import { organization: world.home, from }, None).await;
        let Made::Now(draft) = made.unwrap().unwrap() else { panic!("made before") };
        let edition = publish(&call, draft.row.id, 1).await.unwrap().unwrap();
        Self { world, boss, edition, document: draft.document }
    }

    /// An instrument of another family that asks the same.
    pub async fn set_beside(&self) -> kernel::InstrumentId {
        let call = self.world.call(&self.boss);
        let input = Duplicate { instrument: self.edition.id, next_edition: false };
        let made = duplicate(&call, input, None).await.unwrap().unwrap();
        let Made::Now(draft) = made else { panic!("made before") };
        publish(&call, draft.row.id, 1).await.unwrap().unwrap().id
    }

    pub async fn launch(&self, campaign: &campaign::Model) {
        let sql = "update campaign set state = 'live' where id = $1";
        run(&self.world, sql, vec![campaign.id.0.into()]).await;
    }

    pub fn companies(&self) -> Companies {
        [self.world.home].into_iter().collect()
    }

    /// An employee who is there.
    pub async fn employee(&self) -> Person {
        let person = self.world.person(self.world.home);
        hire(&self.world, &person).await;
        person
    }

    pub async fn coach(&self, client: &Person, kinds: &[DataKind]) -> Person {
        let mut person = self.world.person(self.world.home).of_kind(MemberKind::Coach);
        let kinds = kinds.iter().copied().collect();
        person.0.coached = Arc::from([Coached { client: client.0.member, kinds }]);
        hire(&self.world, &person).await;
        person
    }

    pub async fn administrator_of(&self, some: &[&Person]) -> Person {
        let members = some.iter().map(|it| it.0.member).collect();
        let person = self.world.person(self.world.home);
        let person = person.administering(Scope::Only(Arc::new(members)));
        hire(&self.world, &person).await;
        person
    }

    /// The next edition of the instrument, changed.
    pub async fn corrected(&self, change: impl Fn(&mut Document)) -> instrument::Model {
        let call = self.world.call(&self.boss);
        let input = Duplicate { instrument: self.edition.id, next_edition: true };
        let made = duplicate(&call, input, None).await.unwrap().unwrap();
        let Made::Now(draft) = made else { panic!("made before") };
        let mut document = draft.document;
        change(&mut document);
        let document = document.to_text();
        let input = Update { instrument: draft.row.id, version: 1, document };
        let row = update(&call, input).await.unwrap().unwrap().row;
        publish(&call, row.id, row.version).await.unwrap().unwrap()
    }

    /// What handing it in writes, by whoever calls.
    pub async fn written(&self, call: &Call, it: &Answered, numbers: [f64; 4]) -> Vec<Write> {
        let submitted = Submitted {
            campaign: &it.campaign,
            invitation: &it.invitation,
            sheet: &it.sheet,
            document: &self.document,
            answers: &answers(numbers),
            seconds: Some(60),
        };
        computed(call, submitted).await.unwrap()
    }

    /// A member answers a campaign of one; what it says, as whoever may read everything sees it.
    pub async fn result(&self, person: &Person, asks: Asks, numbers: [f64; 4]) -> result::Model {
        let campaign = self.campaign(asks).await;
        self.handed_in(person, &campaign, numbers).await
    }

    pub async fn handed_in(
        &self,
        person: &Person,
        campaign: &campaign::Model,
        numbers: [f64; 4],
    ) -> result::Model {
        let it = self.answered(campaign, Some(person.0.member), numbers).await;
        let writes = self.written(&self.world.call(person), &it, numbers).await;
        self.world.db.write_all(writes).await.unwrap();
        self.of(&it).await.unwrap()
    }

    /// What was computed of a sheet; none, if nothing was.
    pub async fn of(&self, it: &Answered) -> Option<result::Model> {
        let sql = "select id from result where sheet_id = $1 order by id desc";
        let backend = self.world.db.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, [it.sheet.id.into()]);
        let rows = self.world.db.query_all_raw(statement).await.unwrap();
        let id = rows.first()?.try_get("", "id").unwrap();
        self.row(id).await
    }

    /// As somebody sees it who is a coach of whoever it is of.
    pub async fn row(&self, id: kernel::AssessmentResultId) -> Option<result::Model> {
        let sql = "select member_id, person_id, asked_by from result where id = $1";
        let backend = self.world.db.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, [id.0.into()]);
        let rows = self.world.db.query_all_raw(statement).await.unwrap();
        let member: Option<MembershipId> = rows.first()?.try_get("", "member_id").unwrap();
        let asked_by: MembershipId = rows.first()?.try_get("", "asked_by").unwrap();
        let mut reader = self.world.person(self.world.home).with(Role::Coach);
        let kinds = DataKind::ALL.into_iter().collect();
        match member {
            Some(client) => reader.0.coached = Arc::from([Coached { client, kinds }]),
            None => reader.0.member = asked_by,
        }
        let call = self.world.call(&reader);
        let companies = self.companies();
        testing::by_ids(&call.db, &call.viewer, &companies, vec![id]).await.unwrap().pop()
    }

    pub async fn reads(&self, person: &Person, row: &result::Model) -> bool {
        let (call, companies) = (self.world.call(person), self.companies());
        let found = testing::by_ids(&call.db, &call.viewer, &companies, vec![row.id]).await;
        let found = found.unwrap().contains(row);
        assert_eq!(testing::is_visible(&call.viewer, &companies, row), found);
        found
    }

    pub async fn entries(&self, action: &str) -> i64 {
        self.world.count(&format!("audit_entry where action = '{action}'")).await
    }
}

pub fn answers(numbers: [f64; 4]) -> Answers {
    let codes = ["a1", "a2", "b1", "b2"];
    codes.iter().zip(numbers).map(|(it, number)| ((*it).into(), Given::Number(number))).collect()
}

/// The rows that everything of somebody refers to.
pub async fn hire(world: &World, person: &Person) {
    let (id, home) = (person.0.member.0, person.0.organization.0);
    let sql = "insert into person (id, given_name, family_name, language, time_zone, theme, \
               mail_on_feedback, mail_digest, registered_at) \
               values ($1, 'Ada', 'Lovelace', 'en', 'Europe/Rome', 'system', $2, $2, $3)";
    run(world, sql, vec![id.into(), false.into(), world.clock.now().into()]).await;
    let sql = "insert into membership (organization_id, id, person_id, state, kind, roles, \
               given_name, family_name, changed_in) \
               values ($1, $2, $2, 'active', 'employee', $3, 'Ada', 'Lovelace', 1)";
    run(world, sql, vec![home.into(), id.into(), person.0.roles.0.into()]).await;
}

async fn run(world: &World, sql: &str, values: Vec<Value>) {
    let backend = world.db.get_database_backend();
    world.db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await.unwrap();
}
