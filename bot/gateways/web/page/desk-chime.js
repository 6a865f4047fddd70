// زنگ آرام - two soft notes when somebody rings, unless they are switched off. No sound file: the browser makes them.

import { recall, remember } from "./dom.js";

let context = null;

export const isLoud = () => recall("desk.chime", true);
export const setLoud = (yes) => remember("desk.chime", yes);

export function chime() {
  if (!isLoud() || !navigator.userActivation?.hasBeenActive || !window.AudioContext) return; // before a first tap browsers allow no sound
  context ??= new AudioContext();
  [660, 880].forEach((pitch, n) => {
    const at = context.currentTime + n * 0.22;
    const note = context.createOscillator();
    const volume = context.createGain();
    note.frequency.value = pitch;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.08, at + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0005, at + 0.5);
    note.connect(volume).connect(context.destination);
    note.start(at);
    note.stop(at + 0.55);
  });
}
