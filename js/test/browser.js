// A headless browser, controlled through chromedriver, and a server of local files.

import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";

/** Serves a folder. Returns the URL and a function that stops it. */
export async function serve(folder) {
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (path === "/") return response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><link rel=icon href=data:,><title>empty</title>");
    try {
      const body = await readFile(join(folder, path));
      response.writeHead(200, { "content-type": types[extname(path)] ?? "text/plain" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

export class Browser {
  #driver;
  #base;
  #profile = mkdtempSync(join(tmpdir(), "dechaff-browser-"));

  /** Starts a browser, or returns `null` if there is none. It must be there if DECHAFF_BROWSER is `required`. */
  static async start() {
    const browser = new Browser();
    browser.#driver = spawn("chromedriver", ["--port=0"], { stdio: ["ignore", "pipe", "ignore"] });
    const port = await new Promise((resolve) => {
      browser.#driver.on("error", () => resolve(null));
      let output = "";
      browser.#driver.stdout.on("data", (data) => {
        output += data;
        const [, port] = /successfully on port (\d+)/.exec(output) ?? [];
        if (port) resolve(port);
      });
    });
    if (port === null) {
      if (process.env.DECHAFF_BROWSER === "required") throw new Error("chromedriver does not start");
      return null;
    }
    const args = ["headless=new", "no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking"];
    const options = { args: [...args.map((arg) => `--${arg}`), `--user-data-dir=${browser.#profile}`] };
    browser.#base = `http://127.0.0.1:${port}/session`;
    const alwaysMatch = { "goog:chromeOptions": options, "goog:loggingPrefs": { browser: "ALL" } };
    const { sessionId } = await browser.#call("", { capabilities: { alwaysMatch } });
    browser.#base += `/${sessionId}`;
    return browser;
  }

  async #call(path, body) {
    const response = await fetch(this.#base + path, { method: "POST", body: JSON.stringify(body) });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${path}: ${value.message}`);
    return value;
  }

  /** Runs a command of the browser's developer tools. */
  tools(cmd, params = {}) {
    return this.#call("/goog/cdp/execute", { cmd, params });
  }

  /** Opens a URL in a window of this width, in pixels, with the colour scheme `light` or `dark`. */
  async open(url, width = 1400, scheme = "light") {
    await this.tools("Emulation.setDeviceMetricsOverride", { width, height: 800, deviceScaleFactor: 1, mobile: width < 500 });
    await this.tools("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
    await this.#call("/url", { url });
  }

  /** The value of an expression, which may be a promise. */
  evaluate(expression) {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${expression})).then((value) => done({ value }), (error) => done({ failure: String(error) }));`;
    return this.#call("/execute/async", { script, args: [] }).then(({ value, failure }) => {
      if (failure) throw new Error(`${expression}: ${failure}`);
      return value;
    });
  }

  /** Waits until an expression is true. */
  async until(expression) {
    for (let n = 0; n < 200; n++) {
      if (await this.evaluate(expression)) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`never true: ${expression}`);
  }

  async #find(css) {
    return (await this.#call("/element", { using: "css selector", value: css }))[ELEMENT];
  }

  async click(css) {
    await this.#call(`/element/${await this.#find(css)}/click`, {});
  }

  /** Types into an element. Keys that are no characters are those of WebDriver, such as `\uE004` for Tab. */
  async type(css, text) {
    await this.#call(`/element/${await this.#find(css)}/value`, { text });
  }

  /** Presses keys, wherever the focus is. */
  async press(...keys) {
    const actions = keys.flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
    await this.#call("/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  /** The console messages since the last call. */
  console() {
    return this.#call("/se/log", { type: "browser" });
  }

  /** A picture of the window as PNG. */
  async screenshot(whole = false) {
    const { data } = await this.tools("Page.captureScreenshot", { format: "png", captureBeyondViewport: whole });
    return Buffer.from(data, "base64");
  }

  async stop() {
    await fetch(this.#base, { method: "DELETE" }).catch(() => {});
    this.#driver.kill();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
