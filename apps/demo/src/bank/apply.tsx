import { useEffect, useState, type ReactNode } from 'react'
import { FormProvider, useForm, type UseFormReturn } from 'react-hook-form'
import { EMPTY_APPLICATION, stepPath, STEPS, type Application, type Step } from './application.ts'
import { clearDraft, loadDraft, saveDraft } from './draft.ts'
import { navigate } from './navigation.ts'
import { Progress } from './progress.tsx'
import { sendApplication } from './send-application.ts'
import { AddressStep } from './steps/address-step.tsx'
import { DoneStep } from './steps/done-step.tsx'
import { EmploymentStep } from './steps/employment-step.tsx'
import { PersonalStep } from './steps/personal-step.tsx'
import { ProductStep } from './steps/product-step.tsx'
import { ReviewStep } from './steps/review-step.tsx'

const BODIES: Readonly<Record<Step['id'], () => ReactNode>> = {
  personal: PersonalStep,
  address: AddressStep,
  employment: EmploymentStep,
  product: ProductStep,
  review: ReviewStep,
}

/** Keeps the draft of this tab up to date with the form. */
function useDraft(form: UseFormReturn<Application>, reached: number): void {
  useEffect(() => {
    saveDraft({ application: form.getValues(), reached })
    return form.subscribe({
      formState: { values: true },
      callback: ({ values }) => saveDraft({ application: values, reached }),
    })
  }, [form, reached])
}

/** A secret that a reload lost, because the draft does not keep it: the step that asks for it, and what to say there. */
function findIncomplete(data: Application) {
  const message = 'Please fill this in again: it is not kept when the page is reloaded.'
  if (data.nationalId === '') return { step: 'personal', name: 'nationalId', message } as const
  if (data.password === '') return { step: 'product', name: 'password', message } as const
  return undefined
}

/** The application: one form over all steps; the address says which step is shown. */
export function Apply({ path }: { readonly path: string }): ReactNode {
  const [draft] = useState(loadDraft)
  const [reached, setReached] = useState(draft.reached)
  const [reference, setReference] = useState<string | null>(null)
  const form = useForm<Application>({ defaultValues: draft.application, mode: 'onTouched' })
  useDraft(form, reached)

  const isDone = path === stepPath('done') && reference !== null
  const wanted = STEPS.findIndex(({ id }) => stepPath(id) === path)
  // Nobody skips a step by its address: the furthest one reached is shown instead.
  const at = Math.min(Math.max(wanted, 0), reached)
  const step = STEPS[at] ?? STEPS[0]

  useEffect(() => {
    if (!isDone && step !== undefined && path !== stepPath(step.id))
      navigate(stepPath(step.id), { replace: true })
  }, [isDone, path, step])

  if (isDone) return <DoneStep reference={reference} />
  if (step === undefined) return null

  async function handleNext(current: Step): Promise<void> {
    if (!(await form.trigger([...current.fields], { shouldFocus: true }))) return
    const next = STEPS[at + 1]
    if (next !== undefined) {
      setReached(Math.max(reached, at + 1))
      navigate(stepPath(next.id))
      return
    }
    const incomplete = findIncomplete(form.getValues())
    if (incomplete !== undefined) {
      form.setError(incomplete.name, { message: incomplete.message })
      return navigate(stepPath(incomplete.step))
    }
    const answer = await sendApplication(form.getValues())
    if ('error' in answer) return form.setError('root', { message: answer.error })
    setReference(answer.reference)
    form.reset(EMPTY_APPLICATION)
    setReached(0)
    clearDraft()
    navigate(stepPath('done'), { replace: true })
  }

  return (
    <FormProvider {...form}>
      <div className="apply">
        <Progress at={at} reached={reached} />
        <StepForm
          key={step.id}
          step={step}
          isLast={at === STEPS.length - 1}
          onNext={() => handleNext(step)}
        />
      </div>
    </FormProvider>
  )
}

interface StepFormProps {
  readonly step: Step
  readonly isLast: boolean
  readonly onNext: () => Promise<void>
}

function StepForm({ step, isLast, onNext }: StepFormProps): ReactNode {
  const [isSending, setSending] = useState(false)
  const Body = BODIES[step.id]
  return (
    <form
      className="step"
      noValidate
      aria-label={step.title}
      onSubmit={(event) => {
        event.preventDefault()
        setSending(true)
        void onNext().finally(() => setSending(false))
      }}
    >
      <Body />
      <div className="step-buttons">
        {step.id !== 'personal' && (
          <button type="button" className="button quiet" onClick={() => history.back()}>
            Back
          </button>
        )}
        <button type="submit" className="button primary" disabled={isSending}>
          {isLast ? 'Submit application' : 'Continue'}
        </button>
      </div>
    </form>
  )
}
