// Which s3lint is started: the one that the user names, else that of the workspace's environment, else the one on PATH.

import { existsSync } from "node:fs";
import { join } from "node:path";

const ENVIRONMENTS = [".venv", "venv", ".env", "env"];

export interface Surroundings {
  /** `s3lint.path` of the user's own settings. */
  userPath: string;
  /** `s3lint.path` of the workspace, which counts only where it is trusted. */
  workspacePath: string;
  folders: string[];
  trusted: boolean;
  windows: boolean;
}

/** The program, or undefined: then nothing may be started here. */
export function program(found: Surroundings, exists: (path: string) => boolean = existsSync): string | undefined {
  if (!found.trusted) {
    return found.userPath || undefined;
  }
  const named = found.workspacePath || found.userPath;
  if (named) {
    return named.replace("${workspaceFolder}", found.folders[0] ?? "");
  }
  const tail = found.windows ? ["Scripts", "s3lint.exe"] : ["bin", "s3lint"];
  const places = found.folders.flatMap((folder) => ENVIRONMENTS.map((name) => join(folder, name, ...tail)));
  return places.find(exists) ?? "s3lint";
}
