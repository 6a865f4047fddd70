// پرونده‌های نفرستاده - files that wait for the line, in IndexedDB, so that a reload loses none.   Used by outbox.js

const inMemory = new Map(); // where the browser keeps no database (private windows), files live as long as the page

function database() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open("emresalat", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("files");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

async function act(mode, what) {
  const db = await database();
  try {
    return await new Promise((done, fail) => {
      const asked = what(db.transaction("files", mode).objectStore("files"));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  } finally {
    db.close();
  }
}

export async function keepFile(id, file) {
  inMemory.set(id, file);
  await act("readwrite", (files) => files.put(file, id)).catch(() => console.info("no database for files"));
}

export async function fileOf(id) {
  return inMemory.get(id) ?? (await act("readonly", (files) => files.get(id)).catch(() => null));
}

export function dropFile(id) {
  inMemory.delete(id);
  act("readwrite", (files) => files.delete(id)).catch(() => console.info("no database for files"));
}
