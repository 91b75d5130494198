use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use kernel::{Answer, AsViewer, Fault, MembershipId, Ref, TimeZone, Url, UserId};

use crate::{
    directory::{Member, Snapshots},
    entity::person,
    loader, policy,
};

/// The `User` fields this context owns.
pub struct UserFields(pub UserId);

#[Object]
impl UserFields {
    /// Opaque, the same for everybody.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// The name as the person writes it: `Ada van Lovelace`.
    async fn display_name<'a>(&self, ctx: &Context<'a>) -> Answer<&'a str> {
        Ok(&self.member(ctx)?.name)
    }

    /// Visible to members of a shared organisation: the parts of the name.
    async fn name(&self, ctx: &Context<'_>) -> Answer<Option<PersonName>> {
        let Some(person) = self.shown(ctx).await? else { return Ok(ctx.deny()) };
        Ok(Some(PersonName {
            given: person.given_name.clone(),
            infix: person.infix.clone(),
            family: person.family_name.clone(),
            salutation: person.salutation.clone(),
        }))
    }

    /// Visible to members of a shared organisation: where the photo is fetched, beside this
    /// address and with the same sign-in; null if there is none.
    async fn photo(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        let mark = self.member(ctx)?.photo_mark.as_ref();
        Ok(mark.map(|mark| format!("/photo/{}?{mark}", self.0)))
    }

    /// Visible to members of a shared organisation: what the person says they do.
    async fn professional_role(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        let Some(person) = self.shown(ctx).await? else { return Ok(ctx.deny()) };
        Ok(person.professional_role.clone())
    }

    /// Visible to members of a shared organisation: the telephone the person states.
    async fn phone(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        let Some(person) = self.shown(ctx).await? else { return Ok(ctx.deny()) };
        Ok(person.phone.clone())
    }

    /// Visible to members of a shared organisation: the profile on LinkedIn.
    async fn linkedin(&self, ctx: &Context<'_>) -> Answer<Option<Url>> {
        let Some(person) = self.shown(ctx).await? else { return Ok(ctx.deny()) };
        Ok(person.linkedin.clone().map(Url::kept))
    }

    /// Visible to the person and to administrators in scope: the postal address the person
    /// states.
    async fn postal_address(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        let viewer = ctx.viewer();
        let may = |(standing, member): (_, &Arc<Member>)| {
            policy::may_read_postal_address(viewer, standing, member)
        };
        if !viewer.is(self.0) && !Snapshots::of(ctx).of_user(self.0).any(may) {
            return Ok(ctx.deny());
        }
        Ok(self.person(ctx).await?.postal_address.clone())
    }

    /// Visible to the person alone: the language they read, a language tag.
    async fn language(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        let Some(person) = self.own(ctx).await? else { return Ok(ctx.deny()) };
        Ok(Some(person.language.clone()))
    }

    /// Visible to the person alone: the time zone they live in.
    async fn time_zone(&self, ctx: &Context<'_>) -> Answer<Option<TimeZone>> {
        let Some(person) = self.own(ctx).await? else { return Ok(ctx.deny()) };
        Ok(Some(TimeZone::kept(person.time_zone.clone())))
    }

    /// Visible to the person alone: the colours of their screen.
    async fn theme(&self, ctx: &Context<'_>) -> Answer<Option<Theme>> {
        let Some(person) = self.own(ctx).await? else { return Ok(ctx.deny()) };
        Ok(Some(person.theme.into()))
    }

    /// Visible to the person alone: what they are told of by mail.
    async fn notifications(&self, ctx: &Context<'_>) -> Answer<Option<Notifications>> {
        let Some(person) = self.own(ctx).await? else { return Ok(ctx.deny()) };
        Ok(Some(Notifications {
            mail_on_feedback: person.mail_on_feedback,
            mail_digest: person.mail_digest,
        }))
    }

    /// The person's places in the organisations you share, as far as you may see them; all of
    /// your own.
    async fn memberships(&self, ctx: &Context<'_>) -> Vec<Ref<MembershipId>> {
        Snapshots::of(ctx).of_user(self.0).map(|(_, member)| Ref(member.id)).collect()
    }
}

impl UserFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(ctx.viewer().is(self.0) || Snapshots::of(ctx).of_user(self.0).next().is_some())
    }

    /// The directory's entry, also of people who are named by what the viewer may see.
    fn member<'a>(&self, ctx: &Context<'a>) -> Answer<&'a Arc<Member>> {
        let mut all = Snapshots::of(ctx).all().iter();
        all.find_map(|it| it.snapshot.of_user(self.0)).ok_or_else(Fault::not_found)
    }

    async fn person(&self, ctx: &Context<'_>) -> Answer<Arc<person::Model>> {
        loader::person(ctx, self.0).await?.ok_or_else(Fault::not_found)
    }

    /// None, where the profile is not the viewer's to read.
    async fn shown(&self, ctx: &Context<'_>) -> Answer<Option<Arc<person::Model>>> {
        if self.exists(ctx).await? { self.person(ctx).await.map(Some) } else { Ok(None) }
    }

    /// None, for anybody else.
    async fn own(&self, ctx: &Context<'_>) -> Answer<Option<Arc<person::Model>>> {
        if policy::may_read_settings(ctx.viewer(), self.0) {
            self.person(ctx).await.map(Some)
        } else {
            Ok(None)
        }
    }
}

/// The parts of a person's name.
#[derive(SimpleObject)]
pub struct PersonName {
    /// `Ada`.
    pub given: String,
    /// `van`, `de la`.
    pub infix: Option<String>,
    /// `Lovelace`.
    pub family: String,
    /// `Dr`, `Ms`.
    pub salutation: Option<String>,
}

/// What a person is told of by mail.
#[derive(SimpleObject)]
pub struct Notifications {
    /// As soon as feedback was given.
    pub mail_on_feedback: bool,
    /// At most once a day, what waits.
    pub mail_digest: bool,
}

/// The colours of a screen.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "person::Theme")]
pub enum Theme {
    /// As the device has it.
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}
