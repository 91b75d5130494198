//! A photo's way: sent in a mutation, named by `User.photo`, fetched from there.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use tests::{Persona, Reply, World, code, inputs, on_both, people};

const SET: &str = "mutation($input: SetPhotoInput!) { setPhoto(input: $input) { user { photo } errors { code field } } }";

async fn set(world: &World, who: Persona, image: &str) -> Value {
    world.ask_with(who, SET, json!({ "input": { "image": image } })).await
}

async fn get(world: &World, who: Persona, path: &str) -> Reply {
    let mut request = Request::get(path);
    if let Some(token) = world.token(who) {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    world.client.send(request.body(Body::empty()).unwrap()).await
}

/// Where the member's photo is, once it is set.
async fn photo_of_the_member(world: &World) -> String {
    let answer = set(world, Persona::Member, inputs::PHOTO).await;
    assert_eq!(answer["data"]["setPhoto"]["errors"], json!([]), "{answer}");
    answer["data"]["setPhoto"]["user"]["photo"].as_str().unwrap().to_owned()
}

on_both! {
    /// What a colleague is told is where it is, and there it is.
    async fn a_photo_goes_round(world: &World) {
        let told = photo_of_the_member(world).await;
        let member = people::user(Persona::Member);
        let document = format!(r#"{{ node(id: "{member}") {{ ... on User {{ photo }} }} }}"#);
        for who in [Persona::Member, Persona::Peer, Persona::Administrator] {
            let answer = world.ask(who, &document).await;
            assert_eq!(answer["data"]["node"]["photo"], told, "{answer}");
            let reply = get(world, who, &told).await;
            assert_eq!(reply.status, StatusCode::OK, "{reply:?}");
            assert_eq!(reply.header("content-type"), "image/jpeg");
            assert_eq!(reply.header("x-content-type-options"), "nosniff");
            assert_eq!(reply.header("cache-control"), "no-store");
            assert!(reply.text.contains("JFIF"));
        }
    }
}

on_both! {
    /// Whoever shares no organisation cannot tell it from one that is not there.
    async fn a_photo_is_for_those_who_are_told_of_it(world: &World) {
        let told = photo_of_the_member(world).await;
        let none = format!("/photo/{}", people::user(Persona::Peer));
        for who in [Persona::Outsider, Persona::OutsideAdministrator, Persona::Operator] {
            for path in [&told, &none, "/photo/nobody"] {
                let reply = get(world, who, path).await;
                assert_eq!(reply.status, StatusCode::NOT_FOUND, "{who:?} {path} {reply:?}");
                assert_eq!(code(&reply.json()), Some("NOT_FOUND"));
                assert_eq!(reply.json()["errors"], get(world, who, "/photo/x").await.json()["errors"]);
            }
        }
        let nobody = get(world, Persona::Nobody, &told).await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED, "{nobody:?}");
        assert_eq!(code(&nobody.json()), Some("UNAUTHENTICATED"));
        let ended = world.another_session(Persona::Peer).await;
        world.client.ask(Some(&ended), "mutation { signOut { errors { code } } }", json!({})).await;
        let request = Request::get(&told).header(header::AUTHORIZATION, format!("Bearer {ended}"));
        let reply = world.client.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{reply:?}");
    }
}

on_both! {
    async fn what_is_no_photo_is_not_taken(world: &World) {
        let page = BASE64_STANDARD.encode("<svg xmlns='http://www.w3.org/2000/svg'/>");
        let text = BASE64_STANDARD.encode("GIF89a");
        for (image, wrong) in [
            (page, "NOT_AN_IMAGE"),
            (text, "NOT_AN_IMAGE"),
            ("no base64".to_owned(), "NOT_BASE_64"),
            ("A".repeat(700_001), "TOO_LARGE"),
        ] {
            let answer = set(world, Persona::Member, &image).await;
            let told = &answer["data"]["setPhoto"];
            assert_eq!(told["errors"], json!([{ "code": wrong, "field": ["input", "image"] }]), "{answer}");
            assert_eq!(told["user"], Value::Null);
        }
        let huge = set(world, Persona::Member, &"A".repeat(1 << 20)).await;
        assert_eq!(code(&huge), Some("BAD_USER_INPUT"), "{huge}");
        let answer = set(world, Persona::Nobody, inputs::PHOTO).await;
        assert_eq!(code(&answer), Some("UNAUTHENTICATED"), "{answer}");
        // As a file it is not taken at all.
        let token = world.token(Persona::Member).unwrap();
        for kind in ["image/png", "multipart/form-data; boundary=x"] {
            let request = Request::post("/graphql")
                .header(header::AUTHORIZATION, format!("Bearer {token}"))
                .header(header::CONTENT_TYPE, kind);
            let bytes = BASE64_STANDARD.decode(inputs::PHOTO).unwrap();
            let reply = world.client.send(request.body(Body::from(bytes)).unwrap()).await;
            assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{reply:?}");
        }
        let path = format!("/photo/{}", people::user(Persona::Member));
        assert_eq!(get(world, Persona::Member, &path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.count("photo").await, 0);
    }
}
