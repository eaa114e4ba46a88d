/** Files that somebody chose or dropped, those in folders with their paths. */

export interface ChosenFile {
  readonly file: File;
  /** With the folders in which it lies, if they were chosen, too. */
  readonly path: string;
}

/** What was dropped or chosen, and what of it the browser could not read. */
export interface Chosen {
  readonly files: readonly ChosenFile[];
  readonly unreadable: readonly string[];
}

/** What systems leave in folders; nobody means to upload these. */
const SYSTEM_FILE = /(^|\/)(__MACOSX\/.*|\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)$/i;

const byName = new Intl.Collator(undefined, { numeric: true }).compare;

/** What an input has, be it for files or for a folder. */
export function chosen(input: HTMLInputElement): Chosen {
  const files = [...(input.files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  return { files: files.filter(({ path }) => !SYSTEM_FILE.test(path)), unreadable: [] };
}

/** What was dropped. Folders can be looked into only as long as the event lasts, so this begins at once. */
export async function dropped(transfer: DataTransfer): Promise<Chosen> {
  const items = [...transfer.items].filter(({ kind }) => kind === "file");
  const entries = items.map((item) => item.webkitGetAsEntry());
  const files: ChosenFile[] = [];
  const unreadable: string[] = [];
  if (entries.some((entry) => !entry)) {
    return { files: [...transfer.files].map((file) => ({ file, path: file.name })), unreadable };
  }
  for (const entry of entries) if (entry) await gather(entry, files, unreadable);
  return { files, unreadable };
}

async function gather(entry: FileSystemEntry, files: ChosenFile[], unreadable: string[]): Promise<void> {
  const path = entry.fullPath.replace(/^\//, "");
  try {
    if (isFolder(entry)) {
      const inside = await entriesOf(entry);
      for (const one of inside.sort((a, b) => byName(a.name, b.name))) await gather(one, files, unreadable);
    } else if (!SYSTEM_FILE.test(path)) {
      files.push({ file: await fileOf(entry as FileSystemFileEntry), path });
    }
  } catch {
    unreadable.push(path);
  }
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** A browser tells some at a time, until there are no more. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
