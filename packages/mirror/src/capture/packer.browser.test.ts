import { expect, onTestFinished, test } from 'vitest'
import { decodeFrame } from '../format/index.ts'
import { Packer } from './packer.ts'

const json = `{"epoch":"e","version":1,"ops":[{"op":"text","id":1,"data":"${'größer \\u0001 𝄞 '.repeat(200)}"}]}`

function open(window: Window & typeof globalThis = globalThis.window): Packer {
  const packer = new Packer(window)
  onTestFinished(() => {
    packer.stop()
    sessionStorage.clear()
  })
  return packer
}

/** The window with another constructor of workers. */
function windowWith(Worker: unknown): Window & typeof globalThis {
  const { Blob, URL } = window
  return { Blob, URL, Worker, sessionStorage } as unknown as Window & typeof globalThis
}

test('frames that a worker encoded decode to what they were', async () => {
  const packer = open()
  await expect.poll(() => packer.isReady).toBe(true)
  const frames = await Promise.all([packer.encode(json), packer.encode(json)])
  for (const frame of frames) {
    expect(frame.length).toBeLessThan(json.length / 4)
    expect(await decodeFrame(frame)).toEqual(JSON.parse(json))
  }
})

test('where no worker may be started frames are encoded here, and the tab is not asked again', async () => {
  let asked = 0
  const refusing = windowWith(function () {
    asked++
    throw new Error('policy')
  })
  for (let i = 0; i < 2; i++) {
    const packer = open(refusing)
    expect(await decodeFrame(await packer.encode(json))).toEqual(JSON.parse(json))
  }
  expect(asked).toBe(1)
})

test('what a worker that fails has not answered is encoded here', async () => {
  const worker: Partial<Worker> = { postMessage: () => undefined, terminate: () => undefined }
  const packer = open(
    windowWith(function () {
      return worker
    }),
  )
  worker.onmessage?.call(worker as Worker, new MessageEvent('message', { data: [0] }))
  const frame = packer.encode(json)
  worker.onerror?.call(worker as Worker, new ErrorEvent('error'))
  expect(await decodeFrame(await frame)).toEqual(JSON.parse(json))
  expect(sessionStorage).toHaveLength(0)
})
