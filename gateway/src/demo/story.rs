//! What happened before the demo began: a list of what people did, played in the order of
//! time through the same use cases as everything that happens later.

use std::collections::{HashMap, hash_map::Entry};

use chrono::{DateTime, Utc};
use feedback::{
    Edit, Give, Given, Mark, acknowledge, edit, give,
    talk::{Kind as ReactionKind, Subject, react::react, reply::reply},
    withdraw,
};
use identity::{Directory, acting_unchecked};
use kernel::{Answer, Call, FeedbackId, ManualClock, OrganizationId, UserId};

use crate::{cli::Failure, ports::DirectoryPort};

/// Somebody within one of their organisations.
pub type Actor = (OrganizationId, UserId);

/// What was given, by its place in the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece(usize);

#[derive(Clone, Debug)]
enum Act {
    Give(Piece, Give),
    Acknowledge(Piece),
    Edit(Piece, String, Option<Vec<Mark>>),
    Withdraw(Piece),
    Reply(Piece, String),
    React(Piece, ReactionKind),
}

/// Who did what, when.
#[derive(Debug, Default)]
pub struct Script {
    events: Vec<(DateTime<Utc>, Actor, Act)>,
    pieces: usize,
}

impl Script {
    pub fn give(&mut self, at: DateTime<Utc>, by: Actor, it: Give) -> Piece {
        let piece = Piece(self.pieces);
        self.pieces += 1;
        self.events.push((at, by, Act::Give(piece, it)));
        piece
    }

    pub fn acknowledge(&mut self, at: DateTime<Utc>, by: Actor, it: Piece) {
        self.events.push((at, by, Act::Acknowledge(it)));
    }

    /// Marks, if any, in place of those that were given.
    pub fn edit(
        &mut self,
        at: DateTime<Utc>,
        by: Actor,
        it: Piece,
        text: String,
        marks: Option<Vec<Mark>>,
    ) {
        self.events.push((at, by, Act::Edit(it, text, marks)));
    }

    pub fn withdraw(&mut self, at: DateTime<Utc>, by: Actor, it: Piece) {
        self.events.push((at, by, Act::Withdraw(it)));
    }

    pub fn reply(&mut self, at: DateTime<Utc>, by: Actor, it: Piece, text: &str) {
        self.events.push((at, by, Act::Reply(it, text.to_owned())));
    }

    pub fn react(&mut self, at: DateTime<Utc>, by: Actor, it: Piece, kind: ReactionKind) {
        self.events.push((at, by, Act::React(it, kind)));
    }
}

/// Feedback as its author read it last.
#[derive(Clone, Copy, Debug)]
struct Known {
    id: FeedbackId,
    version: i64,
    edited_at: Option<DateTime<Utc>>,
}

/// Plays everything that happened before `end`. Somebody's place in an organisation is looked
/// up once: nothing that is played changes it.
pub async fn play(
    call: &Call,
    clock: &ManualClock,
    mut script: Script,
    end: DateTime<Utc>,
) -> Result<(), Failure> {
    let directory = Directory::bounded(16 << 20);
    let mut actors = HashMap::new();
    let mut known = HashMap::new();
    script.events.sort_by_key(|(at, ..)| *at);
    for (at, by, act) in script.events.into_iter().filter(|(at, ..)| *at < end) {
        clock.advance(at - call.clock.now());
        let (call, port) = match actors.entry(by) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(actor(call, &directory, by).await?),
        };
        perform(call, port, act, &mut known)
            .await
            .map_err(|fault| fault.message().to_owned())??;
    }
    Ok(())
}

/// A call by somebody of the past.
pub async fn actor(
    call: &Call,
    directory: &Directory,
    (organization, user): Actor,
) -> Result<(Call, DirectoryPort), Failure> {
    let asking = acting_unchecked(&call.db, directory, &call.clock, organization, user).await;
    let asking = asking.map_err(|fault| fault.message().to_owned())?;
    let asking = asking.ok_or_else(|| format!("{user} takes no part in {organization}"))?;
    let call = Call { viewer: asking.viewer.into(), ..call.clone() };
    Ok((call, DirectoryPort(asking.snapshots)))
}

async fn perform(
    call: &Call,
    port: &DirectoryPort,
    act: Act,
    known: &mut HashMap<usize, Known>,
) -> Answer<Result<(), Failure>> {
    // What was refused when it was given is neither edited nor withdrawn.
    let wrong = |errors: &dyn std::fmt::Debug| Ok(Err(format!("the demo's story: {errors:?}")));
    match act {
        Act::Give(piece, input) => match give(call, port, input, None).await? {
            Ok(Given::Now(written)) => {
                let row = &written.row.feedback;
                let (version, edited_at) = (row.version, row.edited_at);
                known.insert(piece.0, Known { id: row.id, version, edited_at });
            }
            Ok(Given::Before(_)) => {}
            Err(errors) => return wrong(&errors),
        },
        Act::Acknowledge(piece) => {
            if let Err(error) = acknowledge(call, known[&piece.0].id).await? {
                return wrong(&error);
            }
        }
        Act::Edit(piece, text, marks) => {
            let Known { id: feedback, version, edited_at } = known[&piece.0];
            match edit(call, Edit { feedback, version, edited_at, text, marks }).await? {
                Ok(edited) => {
                    let row = &edited.row.feedback;
                    let (version, edited_at) = (row.version, row.edited_at);
                    known.insert(piece.0, Known { id: row.id, version, edited_at });
                }
                Err(errors) => return wrong(&errors),
            }
        }
        Act::Withdraw(piece) => {
            if let Err(error) = withdraw(call, known[&piece.0].id).await? {
                return wrong(&error);
            }
        }
        Act::Reply(piece, text) => {
            if let Err(error) = reply(call, known[&piece.0].id, text, None).await? {
                return wrong(&error);
            }
        }
        Act::React(piece, kind) => {
            if let Err(error) = react(call, Subject::Feedback(known[&piece.0].id), kind).await? {
                return wrong(&error);
            }
        }
    }
    Ok(Ok(()))
}
