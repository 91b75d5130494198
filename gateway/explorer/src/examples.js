/** What a new tab begins with. */
export const welcome = `# Ctrl-Enter runs the operation under the cursor, Ctrl-Space completes.
# The book at the left is the manual: it shows what the caller above may ask.

`;

/** The tabs that are open at first. */
export const examples = [
  {
    query: `# Who am I, and where do I work?
query Viewer {
  viewer {
    id
    displayName
    memberships {
      id
      roles
      jobTitle
      organization {
        id
        name
        kind
      }
      unit {
        name
      }
      manager {
        displayName
        jobTitle
      }
    }
  }
}
`,
  },
  {
    query: `# What did I receive, and from whom?
query Received {
  viewer {
    memberships {
      displayName
      feedbackReceived(first: 10) {
        nodes {
          id
          kind
          text
          createdAt
          author {
            displayName
            unit {
              name
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
`,
  },
  {
    query: `# The people of my organisations, and what was told to them last.
query People {
  viewer {
    memberships {
      organization {
        name
        members(first: 20) {
          totalCount
          nodes {
            id
            displayName
            jobTitle
            unit {
              name
            }
            feedbackReceived(first: 3) {
              nodes {
                kind
                text
              }
            }
          }
        }
      }
    }
  }
}
`,
  },
  {
    query: `# Thank a colleague: put an id of the tab before into the variables below.
mutation Thank($colleague: ID!) {
  giveFeedback(
    input: {
      recipient: { members: [$colleague] }
      kind: PRAISE
      text: "Your notes made the handover easy. Thank you!"
      visibility: RECIPIENT
    }
  ) {
    feedback {
      id
      text
      createdAt
    }
    errors {
      code
      field
      message
    }
  }
}
`,
    variables: '{\n  "colleague": "member_…"\n}\n',
  },
];
