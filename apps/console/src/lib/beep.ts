/** Short tones by WebAudio: no file to load, nothing for the Content-Security-Policy to allow. */

const TONES = {
  arrival: [
    { hertz: 660, atMs: 0 },
    { hertz: 880, atMs: 130 },
  ],
  message: [{ hertz: 740, atMs: 0 }],
} as const
const TONE_SECONDS = 0.22
const VOLUME = 0.12

let context: AudioContext | null = null

/** Browsers allow sound only after the first gesture on the page; before it, nothing is heard. */
export function beep(kind: keyof typeof TONES): void {
  if (typeof AudioContext === 'undefined') return
  if (context === null && !navigator.userActivation.hasBeenActive) return
  context ??= new AudioContext()
  void context.resume()
  for (const { hertz, atMs } of TONES[kind]) playTone(context, hertz, context.currentTime + atMs / 1000)
}

function playTone(audio: AudioContext, hertz: number, start: number): void {
  const oscillator = audio.createOscillator()
  const gain = audio.createGain()
  oscillator.frequency.value = hertz
  gain.gain.setValueAtTime(0.0001, start)
  gain.gain.exponentialRampToValueAtTime(VOLUME, start + 0.015)
  gain.gain.exponentialRampToValueAtTime(0.0001, start + TONE_SECONDS)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(start)
  oscillator.stop(start + TONE_SECONDS)
}
