"""What the dashboard costs, held against a floor: the least that a page over the same rows costs.

No test of the suite reads a clock; all timings live here. Nothing of the dashboard knows this
package, and it looks at the dashboard from outside wherever a user does: over HTTP.
"""
