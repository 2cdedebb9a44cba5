import PolicyCore
import Reports
import TestSupport
import Testing

@Suite("JUnit")
struct JUnitReportTests {
  @Test("A ref is a suite, a rule a case")
  func broken() {
    #expect(
      render(Samples.broken, as: .junit) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="policy" tests="4" failures="2" errors="0" skipped="1" time="0.123">
          <testsuite name="refs/heads/develop" tests="1" failures="1" errors="0" skipped="0">
            <testcase classname="refs/heads/develop" name="up-to-date">
              <failure message="lacks 2 commits of &apos;develop&apos;" type="broken">\
        error[up-to-date]: lacks 2 commits of &apos;develop&apos;
          --&gt; refs/heads/story-1 into refs/heads/develop at aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa4
          help: take them in: git merge origin/develop</failure>
            </testcase>
          </testsuite>
          <testsuite name="refs/heads/main" tests="2" failures="1" errors="0" skipped="0">
            <testcase classname="refs/heads/main" name="branch-name"/>
            <testcase classname="refs/heads/main" name="linear-history">
              <failure message="merges 2 parents" type="broken">\
        error[linear-history]: merges 2 parents
          --&gt; refs/heads/main at aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2
          help: make it linear: git rebase --onto aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1</failure>
            </testcase>
          </testsuite>
          <testsuite name="off" tests="1" failures="0" errors="0" skipped="1">
            <testcase classname="off" name="required-checks">
              <skipped message="off: the policy lists no source"/>
            </testcase>
          </testsuite>
          <testsuite name="notes" tests="0" failures="0" errors="0" skipped="0">
            <system-out>note: branch &apos;story-2&apos; has no remote</system-out>
          </testsuite>
        </testsuites>

        """)
  }

  @Test("Unknown is an error, waived is skipped, a warning passes and says so")
  func others() {
    #expect(
      render(Samples.unknown, as: .junit).contains(
        "<error message=\"walk history: history ends at a shallow commit\" type=\"unknown\">"))
    #expect(
      render(Samples.waived, as: .junit).contains(
        "<skipped message=\"waived: imported; known since the baseline\"/>"))
    let warned = render(Samples.warned, as: .junit)
    #expect(warned.contains("tests=\"3\" failures=\"0\" errors=\"0\" skipped=\"0\" time"))
    #expect(warned.contains("<system-out>warning[branch-age]: is 45 days old\n"))
  }

  @Test("A rule asked twice on a ref is one case, and what is broken of it is not hidden")
  func twice() {
    let report = Samples.report([
      Samples.judgement("linear-history", .broken([Samples.merge(2)])),
      Samples.judgement("linear-history", .kept),
    ])
    #expect(render(report, as: .junit).contains("tests=\"1\" failures=\"1\""))
  }

  @Test("What is told besides, such as what landed under an override, stands in a suite of its own")
  func notes() {
    var report = Samples.broken
    report.notes = ["under override 1 of main landed: <b>", "second"]
    let text = render(report, as: .junit)
    #expect(
      text.contains(
        """
          <testsuite name="notes" tests="0" failures="0" errors="0" skipped="0">
            <system-out>note: under override 1 of main landed: &lt;b&gt;
        note: second</system-out>
          </testsuite>

        """), "\(text)")
    report.notes = []
    #expect(!render(report, as: .junit).contains("\"notes\""))
  }

  @Test("Every report is XML, and its counts are those of its elements")
  func wellFormed() async throws {
    let script = """
      import sys, xml.etree.ElementTree as tree
      for name in sys.argv[1:]:
          root = tree.parse(name).getroot()
          assert root.tag == "testsuites", root.tag
          for node in [root] + list(root):
              for count, tag in [("tests", "testcase"), ("failures", "failure"),
                                 ("errors", "error"), ("skipped", "skipped")]:
                  if int(node.get(count)) != len(list(node.iter(tag))):
                      print(name, node.get("name"), count)
      """
    let documents = Samples.all.map { render($0.report, as: .junit) }
    let errors = try await Documents.python(script, over: documents)
    #expect(errors == [])
  }
}
