import Testing

@testable import ContractEmitters

/// One template: what it prints, and what is told about a wrong one.
@Suite struct TemplateTests {
  private func render(_ text: String, _ plan: TemplateValue) throws -> String {
    try Template(text, file: "t.mustache").render(plan)
  }

  private func error(_ text: String, _ plan: TemplateValue = [:]) -> String? {
    do throws(TemplateError) {
      _ = try Template(text, file: "t.mustache").render(plan)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func printsTextUnescaped() throws {
    #expect(try render("let {{a}} = {{{b}}}", ["a": "x<&>", "b": "\"é\""]) == "let x<&> = \"é\"")
  }

  @Test func sectionsRepeatAndSeeWhatIsAroundThem() throws {
    let plan: TemplateValue = ["name": "n", "items": [["x": "1"], ["x": "2"]], "yes": true, "no": false]
    #expect(try render("{{#items}}{{name}}{{x}} {{/items}}", plan) == "n1 n2 ")
    #expect(try render("{{#yes}}a{{/yes}}{{#no}}b{{/no}}{{^no}}c{{/no}}", plan) == "ac")
  }

  @Test(arguments: [true, false]) func sectionsOnTheirOwnLinesLeaveNoTrace(isFull: Bool) throws {
    let text = """
      {
      {{#items}}
      {{#notes}}
        // {{note}}
      {{/notes}}
        {{x}}
      {{/items}}
      }
      {{#flag}}

      more
      {{/flag}}
      end
      """
    let items: TemplateValue = [["x": "1", "notes": [["note": "n"]]], ["x": "2", "notes": []]]
    let printed = try render(text, ["items": isFull ? items : [], "flag": .flag(isFull)])
    #expect(printed == (isFull ? "{\n  // n\n  1\n  2\n}\n\nmore\nend" : "{\n}\nend"))
  }

  @Test func namesThatThePlanLacksAreFoundWithTheirLine() {
    let plan: TemplateValue = ["name": "n", "items": [["x": "1"]]]
    #expect(
      error("a\n{{name}}\n  {{nam}}", plan)
        == "t.mustache:3:1: error: the plan has no 'nam' here; it has items, name [template]")
    #expect(
      error("{{#items}}\n{{y}}{{/items}}", plan)
        == "t.mustache:2:1: error: the plan has no 'y' here; it has items, name, x [template]")
    #expect(error("\n{{#thing}}{{/thing}}", plan)?.hasPrefix("t.mustache:2:1: error: the plan has no 'thing'") == true)
  }

  @Test(arguments: [
    ("a\n{{#b}}\nc", 2, "the section 'b' is not closed"), ("{{#a}}\n{{#b}}\n{{/a}}", 3, "'{{/a}}' closes no section"),
    ("\n\n{{/a}}", 3, "'{{/a}}' closes no section"), ("a\n{{b", 2, "a tag '{{' is not closed"),
    ("{{> other}}", 1, "partials"), ("{{=<% %>=}}", 1, "delimiters"),
  ])
  func wrongTagsAreFoundWithTheirLine(text: String, line: Int, message: String) {
    let error = error(text, ["a": true, "b": true])
    #expect(error?.hasPrefix("t.mustache:\(line):1: error: ") == true, "\(error ?? "no error")")
    #expect(error?.contains(message) == true, "\(error ?? "no error")")
  }

  @Test func listsInListsAndBesideOneAnother() throws {
    let row: (String, [String]) -> TemplateValue = {
      ["name": .text($0), "cells": .list($1.map { ["cell": .text($0)] })]
    }
    let plan: TemplateValue = ["rows": [row("a", ["1", "2"]), row("b", []), row("c", ["3"])], "words": ["x", "y"]]
    #expect(
      try render("{{#rows}}{{name}}:{{#cells}}{{cell}}{{name}} {{/cells}}{{#cells}}{{cell}}{{/cells}};{{/rows}}", plan)
        == "a:1a 2a 12;b:;c:3c 3;")
    #expect(try render("{{#words}}{{.}},{{/words}}{{#rows}}{{name}}{{/rows}}", plan) == "x,y,abc")
    let nested: TemplateValue = ["text": "t", "object": ["inner": "i", "flag": true]]
    #expect(try render("{{#object}}{{#flag}}{{inner}}{{text}}{{/flag}}{{/object}}", nested) == "it")
    #expect(try render("{{#text}}{{.}}{{#object}}{{inner}}{{/object}}{{.}}{{/text}}", nested) == "tit")
  }

  /// The first plan is compared with every name; later ones with those that are printed.
  @Test func namesThatALaterPlanLacksAreFound() throws {
    let template = try Template("{{#items}}\n{{x}}{{/items}}", file: "t.mustache")
    #expect(try template.render(["items": []]) == "")
    let error = #expect(throws: TemplateError.self) { try template.render(["items": [["y": "1"]]]) }
    #expect(error?.description == "t.mustache:2:1: error: the plan has no 'x' here; it has items, y [template]")
    #expect(try template.render(["items": [["x": "1"]]]) == "1")
  }

  /// Kept between plans: a larger one after a smaller one, and back.
  @Test func plansOfAllSizes() throws {
    let template = try Template("{{#items}}{{x}}{{/items}}", file: "t.mustache")
    for count in [0, 1, 5000, 3] {
      let items = (0..<count).map { ["x": .text("é\($0)")] as TemplateValue }
      #expect(try template.render(["items": .list(items)]) == (0..<count).map { "é\($0)" }.joined())
    }
  }

  @Test func commentsAreNotPrinted() throws {
    #expect(try render("a{{! no {name} }}b", [:]) == "ab")
  }
}
