//! A headless browser, controlled through chromedriver.

use std::future::Future;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{json, Value};
use url::Url;

/// A command that only chromedriver has: its path and its parameters.
#[derive(Debug)]
struct ChromeCommand(&'static str, Value);

impl WebDriverCompatibleCommand for ChromeCommand {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.0))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.1.to_string()))
    }
}

pub struct Browser {
    pub client: Client,
}

impl Browser {
    /// Opens a file in a window of the given width, in pixels, with the colour scheme `light` or `dark`.
    pub async fn open(&self, file: &Path, width: u32, scheme: &str) {
        let metrics = json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500});
        self.call("Emulation.setDeviceMetricsOverride", metrics).await;
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.call("Emulation.setEmulatedMedia", media).await;
        self.client.goto(Url::from_file_path(file).expect("an absolute path").as_str()).await.expect("the file opens");
    }

    async fn call(&self, method: &str, parameters: Value) {
        let command = ChromeCommand("goog/cdp/execute", json!({"cmd": method, "params": parameters}));
        self.client.issue_cmd(command).await.expect("chromedriver runs the command");
    }

    /// The console messages since the last call.
    pub async fn console(&self) -> Value {
        self.client.issue_cmd(ChromeCommand("se/log", json!({"type": "browser"}))).await.expect("the browser has a log")
    }

    /// Evaluates a JavaScript expression in the page.
    pub async fn evaluate(&self, expression: &str) -> Value {
        self.client.execute(&format!("return {expression}"), Vec::new()).await.expect("the expression has a value")
    }
}

impl Browser {
    /// Evaluates two expressions that are true or false.
    pub async fn both(&self, one: &str, other: &str) -> [bool; 2] {
        [self.evaluate(one).await == true, self.evaluate(other).await == true]
    }
}

/// The process of chromedriver. It is killed when the test ends, even by a panic.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a test in a browser. Without chromedriver, the test prints that it is skipped, or fails if the environment
/// variable `DECHAFF_BROWSER` is `required`.
pub fn try_in_browser<F: Future<Output = ()>>(name: &str, test: impl FnOnce(Browser) -> F) {
    let started = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut driver = match started {
        Ok(child) => Driver(child),
        Err(e) => {
            assert!(std::env::var("DECHAFF_BROWSER").as_deref() != Ok("required"), "chromedriver: {e}");
            // Written to stderr directly, because the test harness hides the output of tests that pass.
            let _ = writeln!(std::io::stderr(), "{name}: SKIPPED, chromedriver does not start: {e}");
            return;
        }
    };
    let output = BufReader::new(driver.0.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
    let port = output
        .filter_map(|line| {
            line.rsplit_once("successfully on port ").map(|(_, port)| port.trim_end_matches('.').to_owned())
        })
        .next()
        .expect("chromedriver prints its port");
    let profile = tempfile::tempdir().expect("a folder");
    let mut arguments: Vec<String> = [
        "headless=new",
        "no-sandbox",
        "disable-gpu",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    ]
    .map(|a| format!("--{a}"))
    .into();
    arguments.push(format!("--user-data-dir={}", profile.path().display()));
    let capabilities = json!({
        "goog:chromeOptions": {"args": arguments},
        "goog:loggingPrefs": {"browser": "ALL"},
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities.as_object().cloned().unwrap_or_default())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("a browser starts");
        test(Browser { client: client.clone() }).await;
        client.close().await.expect("the browser ends");
    });
}
