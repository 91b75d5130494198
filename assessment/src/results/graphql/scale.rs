use async_graphql::{Enum, SimpleObject};
use kernel::Locale;

use crate::{
    answering::{Outcome, RoleFit},
    instruments::{
        document::{Document, Role, Scale, Texts},
        graphql::said,
    },
    scoring::{
        Standing,
        attitude::{Attitude, Leaning, Side},
    },
};

/// What the answers say of one scale.
#[derive(SimpleObject)]
pub struct ResultScale {
    /// Its code in the instrument.
    code: String,
    /// What it is called.
    name: String,
    /// More about it; may be empty.
    description: String,
    /// Mean or sum, as the scale declares; null, if too few items were answered, and of forced
    /// choices.
    score: Option<f64>,
    /// The lowest answer to an item of it.
    lowest: f64,
    /// The highest answer, likewise.
    highest: f64,
    /// How many of its items, or of the blocks that offer it, were answered.
    answered: i64,
    /// How many there are.
    total: i64,
    /// Whether a sum was made of fewer answers than there are items.
    prorated: bool,
    /// Points of forced choices: how it stands to the same person's other scales, and to nobody
    /// else's; null of others.
    points: Option<i64>,
    /// Where the score stands in the group; null without a group.
    standing: Option<ResultStanding>,
    /// In how many people of the group norms of this scale were found; null without a group.
    norm_people: Option<i64>,
    /// Where the score lies with its error; null without a group or a reliability.
    interval: Option<ResultInterval>,
    /// Cronbach's alpha, as the instrument states it; null, if it states none.
    alpha: Option<f64>,
    /// The words for the range it lies in; null, if there are none.
    band: Option<ResultBand>,
    /// Where it lies between two poles; null, if it is no attitude.
    attitude: Option<ResultAttitude>,
    /// The codes of scales whose items are all on it.
    facets: Vec<String>,
}

impl ResultScale {
    pub fn of(
        outcome: &Outcome,
        group: Option<&str>,
        language: Option<&Locale>,
        document: &Document,
    ) -> Option<Self> {
        let scale = document.scale(&outcome.scale)?;
        let told = |texts: &Texts| said(texts, language, document);
        let count = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
        let (score, points) = (outcome.score, outcome.points);
        let answered = score.map(|it| it.answered).or(points.map(|it| it.answered));
        let total = score.map(|it| it.total).or(points.map(|it| it.total));
        let norm = scale.norms.iter().find(|it| Some(it.group.as_str()) == group);
        let band = |at: usize| scale.bands.as_ref()?.bands.get(at);
        Some(Self {
            code: scale.code.clone(),
            name: told(&scale.name),
            description: told(&scale.description),
            score: score.and_then(|it| it.value),
            lowest: scale.lowest,
            highest: scale.highest,
            answered: count(answered.unwrap_or_default()),
            total: count(total.unwrap_or_default()),
            prorated: score.is_some_and(|it| it.prorated),
            points: points.map(|it| it.points.into()),
            standing: outcome.standing.map(Into::into),
            norm_people: norm.map(|it| it.people.into()),
            interval: outcome.interval.map(|it| ResultInterval { low: it.low, high: it.high }),
            alpha: scale.reliability.as_ref().map(|it| it.alpha),
            band: outcome
                .band
                .and_then(band)
                .map(|it| ResultBand { name: told(&it.name), text: told(&it.text) }),
            attitude: attitude(outcome.attitude, scale, told),
            facets: scale.facets.clone(),
        })
    }

    /// Its code, its name and what its band says.
    pub fn words(self) -> (String, String, String) {
        (self.code, self.name, self.band.map(|it| it.text).unwrap_or_default())
    }
}

/// Where a score stands in the group.
#[derive(SimpleObject)]
struct ResultStanding {
    /// Standard deviations from the group's mean.
    z: f64,
    /// Mean 50, standard deviation 10.
    t: f64,
    /// Mean 100, standard deviation 15.
    iq: f64,
    /// 1 to 10.
    sten: i64,
    /// 1 to 9.
    stanine: i64,
    /// 0 to 100; null, where the norm has no table and declares no normality.
    percentile: Option<f64>,
}

impl From<Standing> for ResultStanding {
    fn from(it: Standing) -> Self {
        Self {
            z: it.z,
            t: it.t,
            iq: it.intelligence_quotient,
            sten: it.sten.into(),
            stanine: it.stanine.into(),
            percentile: it.percentile,
        }
    }
}

/// The score and 1.96 standard errors of measurement on either side: 95 of 100 such bands hold
/// what the score would be without error.
#[derive(SimpleObject)]
struct ResultInterval {
    /// Where it begins, in the unit of the score.
    low: f64,
    /// Where it ends.
    high: f64,
}

/// Words for the range of a score.
#[derive(SimpleObject)]
struct ResultBand {
    /// What it is called.
    name: String,
    /// What it says; may be empty.
    text: String,
}

/// Where somebody stands between two poles, neither of which is the good one.
#[derive(SimpleObject)]
struct ResultAttitude {
    /// The left pole.
    left: String,
    /// The right pole.
    right: String,
    /// 0 at the left pole, 100 at the right one.
    position: f64,
    /// To which of them it leans.
    leaning: ResultLeaning,
}

fn attitude(
    attitude: Option<Attitude>,
    scale: &Scale,
    told: impl Fn(&Texts) -> String,
) -> Option<ResultAttitude> {
    let poles = scale.poles.as_ref()?;
    let attitude = attitude?;
    Some(ResultAttitude {
        left: told(&poles.left),
        right: told(&poles.right),
        position: attitude.position,
        leaning: attitude.leaning.into(),
    })
}

/// To which pole an attitude leans.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Leaning")]
enum ResultLeaning {
    /// Below 40.
    Left,
    /// From 40 to 60.
    Balanced,
    /// Above 60.
    Right,
}

/// How the attitudes stand to what a role asks for; never one number for all.
#[derive(SimpleObject)]
pub struct ResultRoleFit {
    /// The code of the role in the instrument.
    role: String,
    /// What it is called.
    name: String,
    /// Each attitude that the role asks for and the answers tell of.
    attitudes: Vec<ResultFit>,
}

impl ResultRoleFit {
    pub fn of(
        role: &Role,
        fits: &[RoleFit],
        language: Option<&Locale>,
        document: &Document,
    ) -> Self {
        let fit = |it: &RoleFit| {
            let asked = role.asks.iter().find(|ask| ask.scale == it.scale)?;
            Some(ResultFit {
                scale: it.scale.clone(),
                low: asked.low,
                high: asked.high,
                fit: it.fit.fit,
                side: it.fit.side.into(),
            })
        };
        Self {
            role: role.code.clone(),
            name: said(&role.name, language, document),
            attitudes: fits.iter().filter_map(fit).collect(),
        }
    }
}

/// How one attitude stands to what a role asks for.
#[derive(SimpleObject)]
struct ResultFit {
    /// The code of the scale.
    scale: String,
    /// The role asks from here, 0 at the left pole to 100 at the right one.
    low: f64,
    /// To here.
    high: f64,
    /// 100 within; from there it falls in proportion to 0 at the position that is furthest.
    fit: f64,
    /// On which side of it the attitude lies.
    side: ResultFitSide,
}

/// On which side of what a role asks for an attitude lies.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Side")]
enum ResultFitSide {
    /// Nearer to the left pole.
    Left,
    /// Within.
    Within,
    /// Nearer to the right pole.
    Right,
}
