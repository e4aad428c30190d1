// Opens a folder in code-server as a user of Visual Studio Code would: sees a finding, applies its fix, sees it gone.
const { chromium } = require("playwright-core");

const { S3LINT_URL, S3LINT_CHROMIUM, S3LINT_PROBLEM, S3LINT_ACTION, S3LINT_SCREENS } = process.env;

async function main() {
  const browser = await chromium.launch({ executablePath: S3LINT_CHROMIUM, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const shown = (name) => (S3LINT_SCREENS ? page.screenshot({ path: `${S3LINT_SCREENS}/${name}.png` }) : undefined);
  const lines = () => page.$$eval(".view-line", (all) => all.map((one) => one.textContent.replace(/\u00a0/g, " ")));

  await page.goto(S3LINT_URL, { timeout: 60000 });
  await page.waitForSelector(".monaco-workbench", { timeout: 90000 });
  await page.keyboard.press("Control+Shift+M");
  const problem = page.locator(".markers-panel .monaco-list-row", { hasText: S3LINT_PROBLEM }).first();
  await problem.waitFor({ timeout: 60000 });
  console.log("PROBLEM", await problem.textContent());

  await problem.dblclick();
  await page.waitForSelector(".squiggly-error", { timeout: 60000, state: "attached" });
  await page.waitForSelector(".codelens-decoration", { timeout: 60000 });
  console.log("SQUIGGLE");
  console.log("LENS", await page.locator(".codelens-decoration").first().textContent());
  await shown("found");

  await page.keyboard.press("Control+.");
  const action = page.locator(".action-widget .monaco-list-row", { hasText: S3LINT_ACTION }).first();
  await action.waitFor({ timeout: 60000 });
  await shown("offered");
  await action.click();
  await page.waitForSelector(".squiggly-error", { timeout: 60000, state: "detached" });
  await problem.waitFor({ timeout: 60000, state: "detached" });
  await shown("mended");
  console.log(`GONE\n${(await lines()).join("\n")}`);
  await browser.close();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
