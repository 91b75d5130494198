use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Date, EmailAddress, Locale, OrganizationId, Ref};

use super::{errors, key};
use crate::graphql::organization::OrganizationFields;
use crate::organization::{CreateOrganization, CreateOrganizationError, create_organization};

#[derive(Default)]
pub struct CreateOrganizationMutation;

#[Object]
impl CreateOrganizationMutation {
    /// Visible to operators. Makes an organisation with its licence, and mails an invitation
    /// to its first administrator, who administers everybody once they accept.
    #[graphql(visible = "super::to_operators")]
    async fn create_organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The organisation.")] input: CreateOrganizationInput,
    ) -> Answer<CreateOrganizationPayload> {
        let key = key(input.idempotency_key)?;
        let (licence, administrator) = (input.licence, input.administrator);
        let organization = CreateOrganization {
            name: input.name,
            slug: input.slug,
            practice: input.kind == SubscriberKind::Practice,
            seats: licence.seats,
            valid_from: licence.valid_from.0,
            valid_until: licence.valid_until.0,
            given: administrator.name.given,
            infix: administrator.name.infix,
            family: administrator.name.family,
            address: administrator.address,
            language: administrator.language,
        };
        let done = create_organization(Call::of(ctx), organization, key.as_ref()).await?;
        let mut organization = done.as_ref().ok().copied();
        // Made before, by who is no operator any more.
        if let Some(made) = organization
            && !OrganizationFields(made).exists(ctx).await?
        {
            organization = None;
        }
        let organization = organization.map(Ref);
        Ok(CreateOrganizationPayload { organization, errors: errors(done) })
    }
}

/// The organisation.
#[derive(InputObject)]
struct CreateOrganizationInput {
    /// What people call it, 1 to 200 characters. It is the controller until it says otherwise.
    name: String,
    /// A short name for addresses, 2 to 50 small letters, digits and hyphens: `acme`.
    slug: String,
    /// What it is, which also is who subscribes.
    kind: SubscriberKind,
    /// Its first licence.
    licence: CreateOrganizationLicenceInput,
    /// Its first administrator.
    administrator: CreateOrganizationAdministratorInput,
    /// Names this attempt: repeated within 24 hours, it is done once.
    idempotency_key: Option<String>,
}

/// What can subscribe.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
enum SubscriberKind {
    /// A company, for its members and their external coaches (B2B).
    Company,
    /// A coach or consultant, for clients (B2C).
    Practice,
}

/// A first licence.
#[derive(InputObject)]
struct CreateOrganizationLicenceInput {
    /// How many members there may be, invited ones included: 1 to 1,000,000.
    seats: i64,
    /// The first day.
    valid_from: Date,
    /// The last day.
    valid_until: Date,
}

/// A first administrator.
#[derive(InputObject)]
struct CreateOrganizationAdministratorInput {
    /// As the organisation states it, until the person writes it themself.
    name: CreateOrganizationNameInput,
    /// Where the invitation is mailed to. Whether there is an account is neither asked nor
    /// told.
    address: EmailAddress,
    /// Of the mail; yours, if not given.
    language: Option<Locale>,
}

/// A name.
#[derive(InputObject)]
struct CreateOrganizationNameInput {
    /// 1 to 200 characters.
    given: String,
    /// `van`, `de la`; at most 200 characters.
    infix: Option<String>,
    /// 1 to 200 characters.
    family: String,
}

/// What came of it.
#[derive(SimpleObject)]
struct CreateOrganizationPayload {
    /// The organisation; null, if none was made.
    organization: Option<Ref<OrganizationId>>,
    /// Why none was made.
    errors: Vec<CreateOrganizationError>,
}
