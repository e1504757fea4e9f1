//! A browser without a window, driven through chromedriver.

use std::future::Future;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{json, Value};
use url::Url;

/// A command that is chromedriver's own.
#[derive(Debug)]
struct Own(&'static str, Value);

impl WebDriverCompatibleCommand for Own {
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
    /// Opens a file in a window of this width, in pixels.
    pub async fn open(&self, file: &Path, width: u32, scheme: &str) {
        let metrics = json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500});
        self.tell("Emulation.setDeviceMetricsOverride", metrics).await;
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.tell("Emulation.setEmulatedMedia", media).await;
        self.client.goto(Url::from_file_path(file).expect("an absolute path").as_str()).await.expect("it opens");
    }

    async fn tell(&self, command: &str, parameters: Value) {
        let own = Own("goog/cdp/execute", json!({"cmd": command, "params": parameters}));
        self.client.issue_cmd(own).await.expect("the browser obeys");
    }

    /// What the browser wrote on its console since it was last asked.
    pub async fn console(&self) -> Value {
        self.client.issue_cmd(Own("se/log", json!({"type": "browser"}))).await.expect("the browser has a log")
    }

    /// The value of an expression in the page.
    pub async fn ask(&self, expression: &str) -> Value {
        self.client.execute(&format!("return {expression}"), Vec::new()).await.expect("a value")
    }
}

/// Ends the driver when the test ends, however it does.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a test in a browser. Where there is none it says so, or fails if `DECHAFF_BROWSER` is `required`.
pub fn try_in_browser<F: Future<Output = ()>>(name: &str, test: impl FnOnce(Browser) -> F) {
    let started = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut driver = match started {
        Ok(child) => Driver(child),
        Err(e) => {
            assert!(std::env::var("DECHAFF_BROWSER").as_deref() != Ok("required"), "chromedriver: {e}");
            // Past the harness, which shows what a test prints only where it fails.
            let _ = writeln!(std::io::stderr(), "{name}: SKIPPED, chromedriver can't be run: {e}");
            return;
        }
    };
    let said = BufReader::new(driver.0.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
    let port = said
        .filter_map(|line| {
            line.rsplit_once("successfully on port ").map(|(_, port)| port.trim_end_matches('.').to_owned())
        })
        .next()
        .expect("chromedriver says its port");
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
