//! Against an S3-compatible server: `moto_server`, started by the test.
//!
//! Without one the test says so and ends; in CI, where `CI` is set, it fails. `ANNALS_TEST_S3_SERVER`
//! names the command; it is given `-H 127.0.0.1 -p PORT`.

use std::{
    env,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
};

use super::{super::*, promises};

struct Server {
    process: Child,
    port: u16,
}

impl Server {
    /// `None` if there is no such command on this machine.
    fn start() -> Option<Self> {
        let command = env::var("ANNALS_TEST_S3_SERVER").unwrap_or_else(|_| "moto_server".into());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut process = Command::new(command)
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .ok()?;
        let mut said = BufReader::new(process.stderr.take().unwrap());
        let server = Self { process, port };
        let ready = said.by_ref().lines().map_while(Result::ok).any(|line| line.contains("Running on"));
        // Whoever writes to a pipe that nobody reads stops in the end.
        std::thread::spawn(move || said.lines().for_each(drop));
        ready.then_some(server)
    }

    /// The one request `object_store` cannot make.
    fn make_bucket(&self, name: &str) {
        let mut connection = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let request = format!(
            "PUT /{name} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\
             Authorization: AWS4-HMAC-SHA256 Credential=test/20300101/us-east-1/s3/aws4_request\r\n\
             Connection: close\r\n\r\n"
        );
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::test]
async fn an_s3_compatible_service_keeps_the_promises() {
    let Some(server) = Server::start() else {
        assert!(env::var_os("CI").is_none(), "no S3-compatible server; name one in ANNALS_TEST_S3_SERVER");
        eprintln!("not tested: there is no S3-compatible server; install moto[server]");
        return;
    };
    server.make_bucket("annals");
    let config = BlobsConfig::S3 {
        bucket: "annals".into(),
        endpoint: Some(format!("http://127.0.0.1:{}", server.port)),
        region: "us-east-1".into(),
        key_id: "test".into(),
        secret: "test".into(),
        allow_http: true,
    };
    promises::all(&Blobs::open(&config).unwrap()).await;
}
