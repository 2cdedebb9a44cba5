internal import CLibrary
internal import Hooks
internal import Reports

// The installed hooks call it where it is built beside policy: without Foundation and the YAML parser
// it starts in two thirds of the time.
Inherited.mend()
let end = FastHook.run()
var text = ""
for line in end.lines { text += line + "\n" }
do throws(SystemError) {
  try WholeWrite.write(text.utf8, to: STDERR_FILENO)
} catch {
  // Nobody is left to tell; the exit status still says it.
}
exit(end.status.rawValue)
