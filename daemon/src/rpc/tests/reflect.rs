//! What clients in other languages rely on: reflection and the standard health service.

use std::path::PathBuf;

use hyper_util::rt::TokioIo;
use mcs_core::site::Role;
use tokio::net::UnixStream;
use tokio_stream::StreamExt as _;
use tonic::transport::{Channel, Endpoint, Uri};
use tonic_health::pb::{HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient};
use tonic_reflection::pb::{v1, v1alpha};

use super::server::Server;

async fn channel(server: &Server) -> Channel {
    let socket: PathBuf = server.dir.path().join("mcsd.sock");
    let connect = move |_: Uri| {
        let socket = socket.clone();
        async move { UnixStream::connect(socket).await.map(TokioIo::new) }
    };
    let endpoint = Endpoint::from_static("http://mcsd");
    endpoint.connect_with_connector(tower::service_fn(connect)).await.expect("a connection")
}

const SERVICES: [&str; 16] = [
    "grpc.health.v1.Health",
    "grpc.reflection",
    "mcs.v1.Alarms",
    "mcs.v1.Archive",
    "mcs.v1.Backups",
    "mcs.v1.Calibrations",
    "mcs.v1.Devices",
    "mcs.v1.Jobs",
    "mcs.v1.Ledger",
    "mcs.v1.Live",
    "mcs.v1.Readings",
    "mcs.v1.Store",
    "mcs.v1.System",
    "mcs.v1.Targets",
    "mcs.v1.Zones",
    "",
];

fn assert_listed(mut names: Vec<String>) {
    names.sort();
    for service in SERVICES {
        assert!(names.iter().any(|name| name.starts_with(service)), "{service} is not in {names:?}");
    }
}

#[tokio::test]
async fn reflection_lists_every_service() {
    use v1::{
        ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
        server_reflection_request::MessageRequest, server_reflection_response::MessageResponse,
    };
    let server = Server::start(Some(Role::Viewer));
    let mut client = ServerReflectionClient::new(channel(&server).await);
    let message_request = Some(MessageRequest::ListServices(String::new()));
    let ask = ServerReflectionRequest { host: String::new(), message_request };
    let stream = client.server_reflection_info(tokio_stream::once(ask)).await.expect("reflection");
    let answer = stream.into_inner().next().await.expect("an answer").expect("no failure");
    let Some(MessageResponse::ListServicesResponse(list)) = answer.message_response else { panic!("{answer:?}") };
    assert_listed(list.service.into_iter().map(|service| service.name).collect());
}

#[tokio::test]
async fn so_does_its_older_form() {
    use v1alpha::{
        ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
        server_reflection_request::MessageRequest, server_reflection_response::MessageResponse,
    };
    let server = Server::start(Some(Role::Viewer));
    let mut client = ServerReflectionClient::new(channel(&server).await);
    let message_request = Some(MessageRequest::ListServices(String::new()));
    let ask = ServerReflectionRequest { host: String::new(), message_request };
    let stream = client.server_reflection_info(tokio_stream::once(ask)).await.expect("reflection");
    let answer = stream.into_inner().next().await.expect("an answer").expect("no failure");
    let Some(MessageResponse::ListServicesResponse(list)) = answer.message_response else { panic!("{answer:?}") };
    assert_listed(list.service.into_iter().map(|service| service.name).collect());
}

#[tokio::test]
async fn every_service_is_healthy_and_an_unknown_one_is_not_there() {
    let server = Server::start(Some(Role::Viewer));
    let mut client = HealthClient::new(channel(&server).await);
    for service in SERVICES.into_iter().filter(|name| !name.starts_with("grpc")) {
        let ask = HealthCheckRequest { service: service.to_owned() };
        let answer = client.check(ask).await.expect("health").into_inner();
        assert_eq!(answer.status(), ServingStatus::Serving, "{service}");
    }
    let ask = HealthCheckRequest { service: "mcs.v1.Weather".to_owned() };
    assert_eq!(client.check(ask).await.expect_err("unknown").code(), tonic::Code::NotFound);
}

#[tokio::test]
async fn whoever_has_no_role_does_not_even_see_the_contract() {
    let server = Server::start(None);
    let mut client = HealthClient::new(channel(&server).await);
    let refused = client.check(HealthCheckRequest::default()).await.expect_err("refused");
    assert_eq!(refused.code(), tonic::Code::PermissionDenied);
}
