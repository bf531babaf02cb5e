package page

// story is the text of a page, with room for more text in its midst.
const story = `<p>The city council approved a budget of 12 million on Monday after a debate of six hours in the old town hall.</p>
<p>Most of the money goes to the harbour, where the old cranes will be replaced and the quay repaired by the end of the year.</p>
INSIDE
<p>The mayor said that the town had waited for this decision for years, and that the first crane would be ordered in spring.</p>
<p>Two members voted against it, because they would have liked to see more money for schools and for the library in the north.</p>
<p>The council meets again in March, when the plans for the quay are to be presented to the public for the first time.</p>`
