//! A company with three units, a coach with a client, and a questionnaire.

use assessment::{
    Invitee,
    campaigns::{
        Attribute, Content, InvitationState, Made, Mode, Target, campaign,
        create::{Create, CreateError, create},
        invitation,
        launch::{LaunchError, launch},
        testing,
    },
    instruments::{
        Made as InstrumentMade,
        import::{Import, What, import},
        publish::publish,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{
    AlgorithmId, Call, CampaignId, CampaignInvitationId, Coached, DataKind, DataKinds,
    InstrumentId, MemberKind, Scope, UnitId,
};
use sea_orm::{ConnectionTrait, Statement, Value};

use super::desk::Desk;
use crate::world::{Person, World};

/// Complete in English, half there in German.
const ASKED: &str = r#"{ "format": "hei-instrument/1", "code": "short", "language": "en",
  "name": { "en": "Short", "de": "Kurz" }, "purpose": { "en": "To see." }, "legalBasis": "consent",
  "sections": [{ "code": "one", "items": [
    { "code": "a", "text": { "en": "Is it well?" }, "answer": { "likert": { "lowest": 1, "highest": 5 } } }] }],
  "scales": [{ "code": "x", "name": { "en": "X" }, "combine": "mean", "lowest": 1, "highest": 5,
    "items": [{ "item": "a" }] }] }"#;

pub struct Stage {
    pub world: World,
    pub desk: Desk,
    /// Above the other two.
    pub head: UnitId,
    pub sales: UnitId,
    pub garden: UnitId,
    /// Administers everybody; in the head.
    pub boss: Person,
    /// Administers those of the garden; one of them.
    pub gardener: Person,
    pub in_sales: Vec<Person>,
    pub in_garden: Vec<Person>,
    pub client: Person,
    /// Is granted the client's results.
    pub coach: Person,
    /// Is granted nothing.
    pub stranger: Person,
    /// Administers everybody, elsewhere.
    pub outsider: Person,
    pub instrument: InstrumentId,
}

impl Stage {
    /// Two in the head, six in sales, seven in the garden.
    pub async fn of(world: World) -> Self {
        let unit = || UnitId(world.clock.id());
        let (head, sales, garden) = (unit(), unit(), unit());
        let mut desk = Desk { home: Some(world.home), ..Desk::default() };
        desk.units = [(head, None), (sales, Some(head)), (garden, Some(head))].into();
        for (id, above) in [(head, None), (sales, Some(head)), (garden, Some(head))] {
            let sql = "insert into unit (organization_id, id, parent_id, code, name, removed, changed_in) \
                       values ($1, $2, $3, 'code', 'Unit', $4, 1)";
            let values = [world.home.into(), id.into(), above.into(), false.into()];
            run(&world, sql, values.to_vec()).await;
        }
        let boss = world.administrator();
        let mut it = Self {
            gardener: world.person(world.home),
            in_sales: (0..6).map(|_| world.person(world.home)).collect(),
            in_garden: (0..6).map(|_| world.person(world.home)).collect(),
            client: world.person(world.home).of_kind(MemberKind::Client),
            coach: world.person(world.home).of_kind(MemberKind::Coach),
            stranger: world.person(world.home).of_kind(MemberKind::Coach),
            outsider: world.person(world.away).administering(Scope::Everybody),
            instrument: InstrumentId(world.clock.id()),
            world,
            desk,
            head,
            sales,
            garden,
            boss,
        };
        it.in_garden.push(it.gardener.clone());
        let everybody = it.everybody();
        for (person, unit) in everybody {
            it.enrol(&person, unit).await;
        }
        let scope = it.in_garden.iter().map(|it| it.0.member).collect();
        it.gardener = it.gardener.clone().administering(Scope::Only(std::sync::Arc::new(scope)));
        let kinds: DataKinds = [DataKind::QuestionnaireResults].into_iter().collect();
        it.coach.0.coached = [Coached { client: it.client.0.member, kinds }].into();
        let kinds: DataKinds = [DataKind::Goals].into_iter().collect();
        it.stranger.0.coached = [Coached { client: it.client.0.member, kinds }].into();
        it.instrument = it.published().await;
        it
    }

    fn everybody(&self) -> Vec<(Person, Option<UnitId>)> {
        let in_unit = |people: &[Person], unit| -> Vec<_> {
            people.iter().map(|it| (it.clone(), unit)).collect()
        };
        let mut all = in_unit(std::slice::from_ref(&self.boss), Some(self.head));
        all.extend(in_unit(&[self.world.person(self.world.home)], Some(self.head)));
        all.extend(in_unit(&self.in_sales, Some(self.sales)));
        all.extend(in_unit(&self.in_garden, Some(self.garden)));
        let others = [&self.client, &self.coach, &self.stranger, &self.outsider];
        all.extend(others.into_iter().map(|it| (it.clone(), None)));
        all
    }

    pub async fn enrol(&mut self, person: &Person, unit: Option<UnitId>) {
        let place = &person.0;
        let sql = "insert into membership (organization_id, id, state, kind, roles, unit_id, \
                   given_name, family_name, changed_in) \
                   values ($1, $2, 'active', 'employee', 0, $3, 'Given', 'Family', 1)";
        let values = [place.organization.into(), place.member.into(), unit.into()];
        run(&self.world, sql, values.to_vec()).await;
        self.desk.homes.insert(place.member, place.organization);
        self.desk.people.push(Invitee {
            member: place.member,
            kind: place.kind,
            unit,
            manager: None,
            job_title: None,
            employed_from: None,
        });
    }

    pub async fn published(&self) -> InstrumentId {
        self.published_of(ASKED.into()).await
    }

    /// One whose results are talked over before they are shown.
    pub async fn talked_over(&self) -> InstrumentId {
        let debrief = ASKED.replace(r#""legalBasis""#, r#""debrief": true, "legalBasis""#);
        self.published_of(debrief.replace(r#""short""#, r#""talk""#)).await
    }

    async fn published_of(&self, text: String) -> InstrumentId {
        let call = self.call(&self.boss);
        let brought = Import { organization: self.world.home, from: What::Document(text) };
        let InstrumentMade::Now(draft) = import(&call, brought, None).await.unwrap().unwrap()
        else {
            panic!("a new one");
        };
        publish(&call, draft.row.id, 1).await.unwrap().unwrap().id
    }

    pub fn call(&self, person: &Person) -> Call {
        self.world.call(person)
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.world.clock.now()
    }

    /// Open from now on for ten days, of three at least.
    pub fn content(&self, mode: Mode, targets: &[Target]) -> Content {
        Content {
            instrument: self.instrument,
            name: "Pulse".into(),
            purpose: None,
            mode,
            threshold: Some(3),
            opens_at: self.now(),
            closes_at: self.now() + TimeDelta::days(10),
            languages: vec![],
            contact: None,
            debrief: None,
            role: None,
            targets: targets.to_vec(),
            attributes: Some(vec![Attribute::Unit]),
        }
    }

    pub async fn create(
        &self,
        by: &Person,
        content: Content,
    ) -> Result<campaign::Model, Vec<CreateError>> {
        let new = Create { organization: self.world.home, content };
        match create(&self.call(by), &self.desk, new, None).await.unwrap()? {
            Made::Now(row) => Ok(*row),
            Made::Before(id) => panic!("{id}"),
        }
    }

    pub async fn launch(
        &self,
        by: &Person,
        row: &campaign::Model,
    ) -> Result<campaign::Model, LaunchError> {
        launch(&self.call(by), &self.desk, row.id, row.version).await.unwrap()
    }

    /// By the boss.
    pub async fn live(&self, mode: Mode, targets: &[Target]) -> campaign::Model {
        let draft = self.create(&self.boss, self.content(mode, targets)).await.unwrap();
        self.launch(&self.boss, &draft).await.unwrap()
    }

    /// All of a campaign's, by who invites them.
    pub async fn invitations(&self, of: CampaignId) -> Vec<invitation::Model> {
        let sql = "select id from campaign_invitation where campaign_id = $1 order by id";
        let backend = self.world.db.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, [of.into()]);
        let rows = self.world.db.query_all_raw(statement).await.unwrap();
        let ids: Vec<CampaignInvitationId> =
            rows.iter().map(|row| row.try_get("", "id").unwrap()).collect();
        let call = self.call(&self.boss);
        let mut rows = testing::invitations_by_ids(&call.db, &call.viewer, ids).await.unwrap();
        rows.sort_unstable_by_key(|row| row.id);
        rows
    }

    /// That of a member.
    pub async fn invitation(&self, of: CampaignId, person: &Person) -> invitation::Model {
        let all = self.invitations(of).await;
        all.into_iter().find(|it| it.member_id == Some(person.0.member)).unwrap()
    }

    /// By an algorithm of the organisation, beside a group.
    pub async fn scored(&self, draft: &campaign::Model) {
        let (home, algorithm) = (self.world.home, AlgorithmId(self.world.clock.id()));
        let sql = "insert into algorithm (organization_id, id, name, hash, state, created_by, \
                   created_at) values ($1, $2, 'Ours', $3, 'active', $4, $5)";
        let (hash, by) = (vec![7_u8; 32], self.boss.0.member);
        let values = vec![home.into(), algorithm.into(), hash.into(), by.into(), self.now().into()];
        run(&self.world, sql, values).await;
        let sql = "insert into campaign_scoring (organization_id, campaign_id, algorithm_id, \
                   norm_group) values ($1, $2, $3, 'all')";
        run(&self.world, sql, vec![home.into(), draft.id.into(), algorithm.into()]).await;
    }

    /// As if they had answered, or drawn a ticket.
    pub async fn settle(&self, row: &invitation::Model, state: InvitationState) {
        let word = match state {
            InvitationState::Opened => "opened",
            InvitationState::Submitted => "submitted",
            other => panic!("{other:?}"),
        };
        let sql = "update campaign_invitation set state = $2 where id = $1";
        run(&self.world, sql, vec![row.id.into(), word.into()]).await;
    }
}

pub async fn run(world: &World, sql: &str, values: Vec<Value>) {
    let statement = Statement::from_sql_and_values(world.db.get_database_backend(), sql, values);
    world.db.execute_raw(statement).await.unwrap();
}
