using Bridges.Abstractions;
using Bridges.Core.Ghosts;
using Bridges.Core.Tests.Bed;
using Bridges.Matrix;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Ghosts;

/// <summary>Whatever people on a network call themselves and their chats, what is shown is harmless.</summary>
public sealed class HostileNamesTests
{
    private const int Ids = 200;

    public static TheoryData<string> Names { get; } =
    [
        "\u202Eevil", "a\u2066b\u2067c", "one\ntwo\r\nthree", "nul\0nul", "half \ud83d", "\udc00 half", new string('x', 10_000), new string('\u202E', 10_000),
        string.Concat(Enumerable.Repeat("\ud83d\ude00", 5_000)), "\u2028\u2029\u0085", "\0", "\u0001\u001f\u007f\u009f", "<b>bold</b> & \"quoted\"", "@room",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Name_of_a_person_is_cleaned(string name)
    {
        await using var bridge = await TestBridge.StartAsync();
        bridge.Network.Names[new("bob")] = name;

        var room = bridge.Homeserver.Room(await bridge.OpenChatAsync("bob"));

        Clean.Name(bridge.Homeserver.ProfileField("@_bridges_test_bob:hs.test", "displayname")!);
        Clean.Name(room.State("m.room.name")!.Value.GetProperty("name").GetString()!);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Name_and_topic_of_a_group_are_cleaned_when_its_room_is_made_and_when_they_change(string name)
    {
        await using var bridge = await TestBridge.StartAsync();
        var chat = new ChatKey(new("group"));
        bridge.Network.Chats[chat] = Group(chat, name);
        await bridge.ReceiveAsync("group", "1", "hello", message => message with { Chat = chat, Sender = new("bob") });
        var room = bridge.Homeserver.Room((await bridge.WaitForMessageAsync("hello")).RoomId);
        AssertClean();

        bridge.Network.Chats[chat] = Group(chat, $"{name} again {name}");
        await bridge.AskAsync(room.Id, bridge.Alice, "!bridges sync", "Looking at this chat anew.");
        await bridge.WaitUntilIdleAsync();

        AssertClean();

        void AssertClean()
        {
            Clean.Name(room.State("m.room.name")!.Value.GetProperty("name").GetString()!);
            Clean.Text(room.State("m.room.topic")!.Value.GetProperty("topic").GetString()!);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Name_that_changes_is_cleaned(string name)
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");

        bridge.AliceAccount.Host.UserChanged(new UserDetails { Id = new("bob"), Name = $"new {name}" });

        await TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.Homeserver.ProfileField("@_bridges_test_bob:hs.test", "displayname") != "Name of bob"));
        Clean.Name(bridge.Homeserver.ProfileField("@_bridges_test_bob:hs.test", "displayname")!);
    }

    /// <summary>Many ids of every kind of character through one bridge: each sender has one valid user id, from which theirs can be read.</summary>
    [Fact]
    public async Task Any_id_becomes_one_valid_user_or_is_told()
    {
        await using var bridge = await TestBridge.StartAsync();
        var ids = bridge.Services.GetRequiredService<GhostIds>();
        var chat = new ChatKey(new("group"));
        bridge.Network.Chats[chat] = Group(chat, "Group");
        string[] tricks = ["ı", "K", "ﬀ", "ＡＢ", "é", "e\u0301", "\u202Ea", "a\u200D", "\ufeff", "😀", "=41", "_", "__", "A", "a", "/", "../..", "@x:y", "#", " ", "\t", "\u0000", "%2f", "a:b", "\u0130"];
        var senders = tricks.Concat(ArbMap.Default.GeneratorFor<string>().Sample(Ids, 20).Where(id => !string.IsNullOrEmpty(id))).Distinct(StringComparer.Ordinal).ToArray();

        for (var number = 0; number < senders.Length; number++)
        {
            await bridge.ReceiveAsync("group", $"{number}", $"message {number}", message => message with { Chat = chat, Sender = new(senders[number]) });
        }

        await bridge.WaitUntilIdleAsync();
        var shown = bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").ToDictionary(sent => sent.Body!, sent => sent.Sender, StringComparer.Ordinal);
        for (var number = 0; number < senders.Length; number++)
        {
            if (!ids.TryToMatrix(new NetworkId("test"), new RemoteUserId(senders[number]), out var expected))
            {
                continue;
            }

            var user = shown[$"message {number}"];
            Assert.Equal(expected.Value, user);
            Assert.Matches("^@_bridges_test_[a-z0-9._=-]+:hs\\.test$", user);
            Assert.True(ids.TryParse(new UserId(user), out _, out var back));
            Assert.Equal(senders[number], back.Value);
        }

        Assert.Equal(shown.Values.Distinct(StringComparer.Ordinal).Count(), shown.Values.Count(user => user.StartsWith("@_bridges_", StringComparison.Ordinal)));
    }

    private static ChatDetails Group(ChatKey chat, string name) => new()
    {
        Key = chat,
        Kind = ChatKind.Group,
        Name = name,
        Topic = name,
        Members = [new(new("alice"), MemberRole.Member), new(new("bob"), MemberRole.Member)],
    };
}
