//! Instruments of a universe: some drafts, some published, some retired. Made by a chance of its
//! own, so that the rest stays as it was.

use assessment::instruments::{
    create::{Create, CreateError, create},
    publish::{PublishError, publish},
    retire::{RetireError, retire},
};
use kernel::{Code, InstrumentId, Locale, OrganizationId};
use sea_orm::sea_query::Expr;
use uuid::Uuid;

use crate::{
    chance::Chance,
    rows::now,
    stage::{Asker, Stage},
    told::{Compared, ids},
    universe::{ADMINISTRATOR, Universe},
};

const STATES: [&str; 3] = ["draft", "published", "retired"];

struct Instrument {
    id: Uuid,
    organization: usize,
    state: usize,
}

impl Instrument {
    fn is_draft(&self) -> bool {
        self.state == 0
    }
}

impl Universe {
    /// Administrators, of whomever, and coaches read them.
    fn reads_instruments(&self, me: usize) -> bool {
        self.has(me, ADMINISTRATOR) || self.is_coach(me)
    }

    /// Drafts are for those who make them.
    fn reads_instrument(&self, me: usize, it: &Instrument) -> bool {
        let reads = self.members[me].organization == it.organization && self.reads_instruments(me);
        reads && (!it.is_draft() || self.administers_all(me))
    }

    fn makes_instruments(&self, me: usize) -> bool {
        self.administers_all(me) && self.licensed(self.members[me].organization)
    }
}

pub async fn compare(stage: &Stage, it: &Universe, compared: &mut Compared) {
    let c = &mut Chance(it.seed ^ 0x7175_6573);
    let some = (0..it.organizations.len())
        .flat_map(|organization| (0..6).map(move |n| (organization, n % STATES.len())));
    let all: Vec<_> = some
        .map(|(organization, state)| Instrument { id: c.uuid(), organization, state })
        .collect();
    write(stage, it, &all).await;
    for person in 0..it.people.len() {
        let asker = stage.asker(person).await;
        ask(stage, it, &all, person, &asker, compared).await;
        act(it, &all, person, &asker, compared).await;
    }
}

async fn write(stage: &Stage, it: &Universe, all: &[Instrument]) {
    let columns = [
        "organization_id",
        "id",
        "family_id",
        "edition",
        "editions",
        "state",
        "code",
        "language",
        "name",
        "items",
        "version",
        "created_at",
        "published_at",
        "retired_at",
    ];
    let rows = all.iter().map(|instrument| {
        let published = !instrument.is_draft();
        vec![
            Expr::val(it.organizations[instrument.organization].id),
            Expr::val(instrument.id),
            Expr::val(instrument.id),
            Expr::val(published.then_some(1_i64)),
            Expr::val(i64::from(published)),
            Expr::val(STATES[instrument.state]),
            Expr::val("short"),
            Expr::val("en"),
            Expr::val("Short"),
            Expr::val(1_i64),
            Expr::val(1_i64),
            Expr::val(now()),
            Expr::val(published.then(now)),
            Expr::val((instrument.state == 2).then(now)),
        ]
    });
    stage.insert("instrument", &columns, rows).await;
}

async fn ask(
    stage: &Stage,
    it: &Universe,
    all: &[Instrument],
    person: usize,
    asker: &Asker,
    compared: &mut Compared,
) {
    let told: Vec<_> = all.iter().map(|it| InstrumentId(it.id).to_string()).collect();
    let mut query = String::from("{");
    for (n, some) in told.chunks(100).enumerate() {
        query += &format!("n{n}: nodes(ids: {some:?}) {{ id ... on Instrument {{ name }} }} ");
    }
    for me in it.places(person) {
        let id = OrganizationId(it.organizations[it.members[me].organization].id);
        query += &format!(
            "p{me}: organization(id: \"{id}\") {{ shippedInstruments {{ code }} \
             instruments(first: 100) {{ totalCount nodes {{ id }} }} }} "
        );
    }
    let mut answer = stage.ask(asker, query + "}").await;
    for (n, (instrument, id)) in all.iter().zip(&told).enumerate() {
        let me = it.place(person, instrument.organization);
        let rules = me.is_some_and(|me| it.reads_instrument(me, instrument));
        let code = !answer.data[format!("n{}", n / 100)][n % 100].is_null();
        compared.one(|| format!("person {person} finds {id}"), rules, code);
    }
    for me in it.places(person) {
        let path = format!("p{me}");
        let rules = it.reads_instruments(me);
        for field in ["instruments", "shippedInstruments"] {
            let code = !answer.denied(&format!("{path}.{field}"));
            compared.one(|| format!("person {person} reads {field} of {path}"), rules, code);
        }
        if !rules {
            continue;
        }
        let list = answer.data[&path]["instruments"].clone();
        let read = |instrument| it.reads_instrument(me, instrument);
        let objects = all.iter().zip(&told).map(|(it, id)| (&**id, read(it)));
        compared.list(|| format!("person {person}: instruments"), objects, &ids(&list["nodes"]));
        let total = all.iter().filter(|it| read(it)).count();
        let code = list["totalCount"].as_u64().map(|it| usize::try_from(it).unwrap());
        compared.one(|| format!("person {person}: total of instruments"), Some(total), code);
    }
    let rest: Vec<String> = answer.rest().into_iter().cloned().collect();
    compared.one(|| format!("person {person}: refusals"), Vec::<String>::new(), rest);
}

/// Asked so that nothing changes.
async fn act(
    it: &Universe,
    all: &[Instrument],
    person: usize,
    asker: &Asker,
    compared: &mut Compared,
) {
    for (n, organization) in it.organizations.iter().enumerate() {
        let rules = it.place(person, n).is_some_and(|me| it.makes_instruments(me));
        let input = Create {
            organization: OrganizationId(organization.id),
            code: String::new(),
            language: Locale::kept("en"),
            name: "Short".into(),
        };
        let code = match create(&asker.call, input, None).await {
            Ok(told) => told.is_err_and(|it| it == [CreateError::CodeInvalid]),
            Err(fault) => {
                assert!(matches!(fault.code, Code::Forbidden | Code::NotFound));
                false
            }
        };
        compared.one(|| format!("person {person} makes instruments of {n}"), rules, code);
    }
    for instrument in all {
        let me = it.place(person, instrument.organization);
        let makes = me.is_some_and(|me| it.makes_instruments(me));
        let id = InstrumentId(instrument.id);
        // Of a version that there never is; and drafts are not retired.
        let told = publish(&asker.call, id, 0).await.map(|told| told.map_err(|it| it.error));
        let code = match &told {
            Ok(Err(error)) => *error != PublishError::NoSuchInstrument,
            Ok(Ok(_)) => true,
            Err(fault) => {
                assert_eq!(fault.code, Code::Forbidden);
                false
            }
        };
        compared.one(|| format!("person {person} publishes {id}"), makes, code);
        if instrument.is_draft() {
            let code = match retire(&asker.call, id).await {
                Ok(told) => told.is_err_and(|it| it == RetireError::NotPublished),
                Err(_) => false,
            };
            compared.one(|| format!("person {person} retires {id}"), makes, code);
        }
    }
}
