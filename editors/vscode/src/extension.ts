import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions, State } from "vscode-languageclient/node";

import { program } from "./program";

const SECTION = "s3lint";
const PATTERNS = [
  { scheme: "file", pattern: "**/*.{tf,tofu,tfvars,hcl}" },
  { scheme: "file", pattern: "**/*.{tf,tofu,tfvars}.json" },
  { scheme: "file", pattern: "**/*.{yaml,yml,json,template}" },
  { scheme: "file", pattern: "**/{s3lint,.s3lint,pyproject}.toml" },
];

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("s3lint.restart", restart),
    vscode.commands.registerCommand("s3lint.inspectFile", () => ask("s3lint.inspect")),
    vscode.commands.registerCommand("s3lint.showGraph", () => ask("s3lint.graph")),
    vscode.commands.registerCommand("s3lint.compare", compare),
    vscode.commands.registerCommand("s3lint.suppressWithReason", suppress),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${SECTION}.path`)) {
        void restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
  client = undefined;
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  const command = named();
  if (command === undefined) {
    return; // an untrusted workspace, and no program of the user's own
  }
  const run = { command, args: ["server"] };
  const server: ServerOptions = { run, debug: run };
  const options: LanguageClientOptions = {
    documentSelector: PATTERNS,
    initializationOptions: { asksForReasons: true, settings: settings() },
    middleware: { workspace: { configuration: (params) => params.items.map(() => settings()) } },
    outputChannelName: SECTION,
  };
  client = new LanguageClient(SECTION, SECTION, server, options);
  try {
    await client.start();
  } catch (error) {
    const hint = "Install it with pip install 's3lint[server]', or set s3lint.path.";
    void vscode.window.showErrorMessage(`s3lint did not start (${command}): ${String(error)}. ${hint}`);
    await deactivate();
  }
}

function named(): string | undefined {
  const path = vscode.workspace.getConfiguration(SECTION).inspect<string>("path");
  return program({
    userPath: path?.globalValue ?? "",
    workspacePath: path?.workspaceFolderValue ?? path?.workspaceValue ?? "",
    folders: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
    trusted: vscode.workspace.isTrusted,
    windows: process.platform === "win32",
  });
}

function settings(): Record<string, unknown> {
  const found = vscode.workspace.getConfiguration(SECTION);
  return Object.fromEntries(
    ["options", "configFile", "varFiles", "delay", "lens"].map((name) => [name, found.get(name)]),
  );
}

async function ask(command: string, ...more: unknown[]): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  if (client?.state !== State.Running || uri === undefined) {
    void vscode.window.showInformationMessage("s3lint: open a file that s3lint checks first.");
    return;
  }
  try {
    await client.sendRequest("workspace/executeCommand", { command, arguments: [uri, ...more] });
  } catch (error) {
    void vscode.window.showErrorMessage(`s3lint: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function compare(): Promise<void> {
  const prompt = "Compare who reaches the buckets with this revision of git";
  const revision = await vscode.window.showInputBox({ prompt, value: "HEAD" });
  if (revision) {
    await ask("s3lint.diff", revision);
  }
}

async function suppress(uri: string, code: string, fingerprint: string): Promise<void> {
  const reason = await vscode.window.showInputBox({ prompt: `Why is ${code} accepted here?` });
  if (reason?.trim()) {
    const argument = [uri, code, fingerprint, reason];
    await client?.sendRequest("workspace/executeCommand", { command: "s3lint.suppress", arguments: argument });
  }
}
