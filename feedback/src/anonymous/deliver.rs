//! The day's delivery: all that waits, and that enough could have written, is written anew in
//! mixed order and in one transaction, with the day as its only date.

mod talk;

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Answer, Call, FeedbackId, MembershipId, Month, OrganizationId, Tx, audit, outbox};

use super::{
    Content, Crowd, Pace,
    conversation::beginning,
    entity::{
        pooled,
        thread::{self, State},
        waiting::{Kind as Waits, Model},
    },
    give::{open_among, recipients},
    policy::is_crowd,
    repo::{self, delivery, pool, write},
    seal::open,
    setting::Setting,
};
use crate::{
    To,
    entity::{feedback, mark, recipient},
};

const ACTION: &str = "deliverAnonymousWriting";

/// Where nothing waits at the hour, the day is over without a delivery: what comes later waits
/// for the next day's, among others. Whether that is so; where something waits, nothing is done.
pub async fn pass_over(call: &Call, organization: OrganizationId) -> Answer<bool> {
    let tx = call.db.begin().await?;
    repo::lock(&tx, organization).await?;
    if !pool::is_empty(&tx, organization).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    tx.write(write::day_begun(organization, call.clock.now().date_naive())).await?;
    tx.commit().await?;
    Ok(true)
}

type Drawn = HashMap<NaiveDate, HashSet<MembershipId>>;

/// How much was delivered; none, if it was the day's turn of another process. Of whom it was
/// nothing is known here, so its one entry in the audit log is a number.
pub async fn deliver(call: &Call, crowd: &dyn Crowd, pace: Pace) -> Answer<Option<i64>> {
    let organization = crowd.organization();
    let today = call.clock.now().date_naive();
    let tx = call.db.begin().await?;
    repo::lock(&tx, organization).await?;
    let begun = tx.write(write::day_begun(organization, today)).await? > 0;
    if !begun && pace == Pace::Daily {
        tx.rollback().await?;
        return Ok(None);
    }
    let mut pooled = pool::take_all(&tx, organization).await?;
    call.clock.shuffle(&mut pooled);
    let setting = repo::setting_unchecked(&tx, organization).await?;
    // What another secret sealed waits for that secret.
    let opened =
        |row: pooled::Model| open(&call.secret, &row).map(|it| (it, row.clone())).ok_or(row);
    let (rows, mut left) = parted(pooled.into_iter().map(opened));
    let since = rows.iter().map(|(row, _)| row.month).min().unwrap_or(today);
    let drawn = repo::drawn_unchecked(&tx, organization, since).await?;
    let day =
        Day { call, tx: &tx, crowd, setting, today, drawn: those_who_take_part(drawn, crowd) };
    let (mut delivered, mut withdrawn) = (0, 0);
    for (row, pooled) in rows {
        if row.kind == Waits::Feedback
            && repo::thread(&tx, organization, &row.code_hash).await?.is_some()
        {
            // It was delivered before; what waits twice may not keep the others from it.
            continue;
        }
        match day.turn(&row).await? {
            Turn::Delivered(content) => {
                day.give(row, content).await?;
                delivered += 1;
            }
            Turn::Said(about) => {
                day.say(row, about).await?;
                delivered += 1;
            }
            Turn::Withdrawn => {
                day.withdraw(row).await?;
                withdrawn += 1;
            }
            Turn::Gone => {}
            Turn::TooFew => day.give_up(row).await?,
            Turn::Later => left.push(pooled),
        }
    }
    pool::write(&tx, &call.clock, organization, left).await?;
    tx.write(write::day_counted(organization, today, delivered)).await?;
    if delivered + withdrawn > 0 {
        let entry = audit::Entry::counted(organization, ACTION, delivered + withdrawn);
        tx.write(entry.by(call)).await?;
    }
    tx.commit().await?;
    Ok(Some(delivered))
}

fn parted<A, B>(all: impl Iterator<Item = Result<A, B>>) -> (Vec<A>, Vec<B>) {
    let (mut done, mut left) = (vec![], vec![]);
    for one in all {
        match one {
            Ok(one) => done.push(one),
            Err(one) => left.push(one),
        }
    }
    (done, left)
}

/// Who has left since could be told apart from who is there.
fn those_who_take_part(mut drawn: Drawn, crowd: &dyn Crowd) -> Drawn {
    for members in drawn.values_mut() {
        members.retain(|member| crowd.takes_part(*member));
    }
    drawn
}

/// What is done with a row.
enum Turn {
    Delivered(Content),
    Said(FeedbackId),
    Withdrawn,
    TooFew,
    Gone,
    Later,
}

struct Day<'a> {
    call: &'a Call,
    tx: &'a Tx,
    crowd: &'a dyn Crowd,
    setting: Setting,
    today: NaiveDate,
    drawn: Drawn,
}

impl Day<'_> {
    fn organization(&self) -> OrganizationId {
        self.crowd.organization()
    }

    fn midnight(&self) -> DateTime<Utc> {
        beginning(self.today)
    }

    /// What a row says by now: who receives it and what can be marked is looked up anew. As it
    /// was at the writing it would tell when that was, and reach who has left since. Where nobody
    /// is left, it waits as if too few had drawn.
    async fn content(&self, row: &Model) -> Answer<Option<Content>> {
        let Some(mut content) = Content::of(row) else { return Ok(None) };
        let to = match (content.group, content.unit) {
            (Some(group), _) => To::Group(group),
            (_, Some(unit)) => To::Unit(unit),
            _ => {
                content.recipients.retain(|member| self.crowd.takes_part(*member));
                To::Members(content.recipients)
            }
        };
        content.recipients = recipients(self.crowd, &to).unwrap_or_default();
        content.marks = open_among(self.tx, self.organization(), &content.marks).await?;
        Ok(Some(content))
    }

    async fn turn(&self, row: &Model) -> Answer<Turn> {
        match row.kind {
            Waits::Withdrawal => return Ok(Turn::Withdrawn),
            Waits::Reply => return self.reply_turn(row).await,
            Waits::Feedback => {}
        }
        let Some(content) = self.content(row).await? else { return Ok(Turn::Later) };
        let nobody = HashSet::new();
        let drawn = self.drawn.get(&row.month).unwrap_or(&nobody);
        if is_crowd(drawn, &content, row.crowd, self.setting.crowd) {
            return Ok(Turn::Delivered(content));
        }
        // Nobody draws for a month that is over; its author has had the next one to see it wait.
        let over = row.month < Month::with(self.today).before().first();
        Ok(if over { Turn::TooFew } else { Turn::Later })
    }

    async fn give(&self, row: Model, content: Content) -> Answer<()> {
        let (organization_id, id) =
            (self.organization(), FeedbackId(self.call.clock.id_on(self.today)));
        let several = content.recipients.len() > 1;
        let received = content.recipients.iter().map(|to| recipient::Model {
            organization_id,
            feedback_id: id,
            recipient_id: *to,
            manager_id: self.crowd.manager_of(*to),
            acknowledged_at: None,
            several,
        });
        let received: Vec<_> = received.collect();
        let marks = content.marks.iter().map(|it| mark::Model {
            organization_id,
            feedback_id: id,
            competency_id: it.competency,
            mark: it.mark,
        });
        let marks = marks.collect();
        let sole = if several { None } else { content.recipients.first().copied() };
        let given = feedback::Model {
            organization_id,
            id,
            author_id: None,
            kind: content.kind,
            text: content.text,
            visibility: content.visibility,
            group_id: content.group,
            unit_id: content.unit,
            sole_recipient_id: sole,
            created_at: self.midnight(),
            version: 1,
            edited_at: None,
            withdrawn_at: None,
            moderation: None,
            anonymous: true,
        };
        delivery::given(self.tx, &given, &received, marks).await?;
        self.becomes(row, State::Delivered, Some(id)).await?;
        let organization = organization_id;
        let fact = outbox::Fact { organization, topic: "feedback.given", subject: id.0 };
        Ok(self.tx.write(fact.now(self.call)).await.map(drop)?)
    }

    async fn withdraw(&self, row: Model) -> Answer<()> {
        let organization = self.organization();
        let thread = repo::thread(self.tx, organization, &row.code_hash).await?;
        match thread.map(|it| it.feedback_id) {
            Some(Some(id)) => {
                self.unsay(id, row.reply_id).await?;
                if row.reply_id.is_none() {
                    delivery::withdrawn(self.tx, organization, id, self.midnight()).await?;
                    self.tx.write(write::closed(organization, id)).await?;
                }
                Ok(())
            }
            Some(None) => Ok(()),
            // Before it was delivered.
            None => self.becomes(row, State::Withdrawn, None).await,
        }
    }

    async fn give_up(&self, row: Model) -> Answer<()> {
        self.becomes(row, State::TooFew, None).await
    }

    async fn becomes(
        &self,
        row: Model,
        state: State,
        feedback_id: Option<FeedbackId>,
    ) -> Answer<()> {
        let (organization_id, code_hash, promise) =
            (row.organization_id, row.code_hash, row.promise);
        let row = thread::Model { organization_id, code_hash, state, feedback_id, promise };
        Ok(self.tx.write(write::threaded(row)).await.map(drop)?)
    }
}
