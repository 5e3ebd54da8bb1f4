using Bridges.Abstractions;
using Bridges.Core.Portals.Looks;
using Microsoft.Extensions.Time.Testing;

namespace Bridges.Core.Tests.Portals;

public sealed class LookAuthorshipTests
{
    private static readonly NetworkId _network = new("test");
    private static readonly ChatKey _chat = new(new RemoteChatId("club"), null);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_latest_author_counts_and_is_taken_once()
    {
        var authorship = new LookAuthorship(_time);
        authorship.Told(_network, _chat, Change("bob"));
        authorship.Told(_network, _chat, Change("carol"));

        Assert.Equal(new RemoteUserId("carol"), authorship.Take(_network, _chat).Name);
        Assert.Equal(LookAuthors.Unknown, authorship.Take(_network, _chat));
    }

    [Fact]
    public void Who_changed_a_chat_long_before_its_room_was_compared_is_not_named_for_what_it_shows_then()
    {
        var authorship = new LookAuthorship(_time);
        authorship.Told(_network, _chat, Change("bob"));
        _time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(LookAuthors.Unknown, authorship.Take(_network, _chat));
    }

    private static RemoteChatChange Change(string sender) => new() { Chat = _chat, Timestamp = DateTimeOffset.UnixEpoch, Sender = new RemoteUserId(sender), Look = ChatLook.Name };
}
