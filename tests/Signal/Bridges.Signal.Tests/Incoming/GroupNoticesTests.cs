using System.Text.Json;
using Bridges.Signal.Incoming;

namespace Bridges.Signal.Tests.Incoming;

/// <summary>What happened in a chat, in the words that its members read.</summary>
public sealed class GroupNoticesTests
{
    [Theory]
    [InlineData("""{"what": "created"}""", "Somebody created the group.")]
    [InlineData("""{"what": "title", "by": "a", "value": ""}""", "A took away the group's name.")]
    [InlineData("""{"what": "description", "by": "a", "value": "Bring salad"}""", "A changed the group's description: Bring salad")]
    [InlineData("""{"what": "avatar", "by": "a", "value": false}""", "A took away the group's picture.")]
    [InlineData("""{"what": "removed", "by": "a", "who": "b"}""", "A removed B.")]
    [InlineData("""{"what": "joined", "who": "b", "value": "link"}""", "B joined the group by its link.")]
    [InlineData("""{"what": "invited", "by": "a", "who": "b"}""", "A invited B.")]
    [InlineData("""{"what": "invited", "by": "a", "value": 3}""", "A invited 3 people.")]
    [InlineData("""{"what": "approved", "by": "a", "who": "b"}""", "A let B join the group.")]
    [InlineData("""{"what": "role", "by": "a", "who": "b", "value": true}""", "A made B an administrator.")]
    [InlineData("""{"what": "rights-people", "by": "a", "value": true}""", "A let only administrators add people.")]
    [InlineData("""{"what": "announcements", "by": "a", "value": false}""", "A let everybody write.")]
    [InlineData("""{"what": "link", "by": "a", "value": "nobody"}""", "A turned off the invitation link.")]
    [InlineData("""{"what": "timer", "value": 0}""", "Messages do not disappear any more.")]
    [InlineData("""{"what": "number", "who": "b"}""", "B has a new phone number.")]
    [InlineData("""{"what": "something newer", "by": "a"}""", null)]
    public void Each_is_one_sentence(string note, string? sentence) => Assert.Equal(sentence, GroupNotices.Sentence(JsonElement.Parse(note), person => person.ToUpperInvariant()));
}
