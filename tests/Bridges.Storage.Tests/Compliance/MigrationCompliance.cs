using System.Text;
using Bridges.Abstractions;
using Bridges.Storage.Tests.Beds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>What an earlier version wrote is there for this one.</summary>
public abstract class MigrationCompliance(ITestEngine engine, string dialect) : IDisposable
{
    private const int BeforeChats = 21;
    private const int BeforeNames = 23;

    private static readonly NetworkId _telegram = new("telegram");
    private static readonly ChatKey _group = new(new RemoteChatId("-100"));
    private static readonly ChatKey _direct = new(new RemoteChatId("7"), new AccountId("4711"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_of_before_chats_were_numbered_are_all_there()
    {
        var options = await engine.NewDatabaseAsync(Cancellation);
        await ApplyAsync(BeforeChats);
        await engine.ExecuteAsync(
            """
            INSERT INTO messages (network, receiver, chat_id, message_id, part, ordinal, event_id, room_id, sender, from_matrix, timestamp, version, deleted) VALUES
                ('telegram', '', '-100', '1', '', 0, '$one', '!before:example.org', '42', 0, 10, 0, 0),
                ('telegram', '', '-100', '2', 'a', 0, '$two', '!room:example.org', '42', 1, 20, 3, 0),
                ('telegram', '', '-100', '2', 'b', 1, '$three', '!room:example.org', '42', 1, 20, 0, 1),
                ('telegram', '4711', '7', '1', '', 0, '$direct', '!direct:example.org', '7', 0, 30, 0, 0),
                ('telegram', '', '8', '1', '', 0, '$Rqnc-F-dvnEYJTyHq_iKxU2bZ1CI92-kuZq3a5lr5Zg', '!room:example.org', '42', 0, 0, 0, 0),
                ('telegram', '', '8', '2', '', 0, '$Rqnc-F-dvnEYJTyHq_iKxU2bZ1CI92-kuZq3a5lr5Zh', '!room:example.org', '42', 0, 0, 0, 0),
                ('telegram', '', '8', '3', '', 0, '$23456789012345678901:server', '!room:example.org', '42', 0, 0, 0, 0),
                ('telegram', '', '8', '4', '', 0, '$ü', '!room:example.org', '42', 0, 0, 0, 0)
            """);

        await using var database = await Database.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, Cancellation);
        var messages = new MessageTable(database);

        var one = Message(_group, "1", "$one", "!before:example.org") with { Timestamp = 10 };
        var two = Message(_group, "2", "$two", "!room:example.org") with { Part = "a", FromMatrix = true, Timestamp = 20, Version = 3 };
        var three = Message(_group, "2", "$three", "!room:example.org") with { Part = "b", Ordinal = 1, FromMatrix = true, Timestamp = 20, IsDeleted = true };
        var direct = Message(_direct, "1", "$direct", "!direct:example.org") with { Sender = new RemoteUserId("7"), Timestamp = 30 };
        Assert.Equal([one], await messages.ByRemoteAsync(_telegram, _group, one.Message, Cancellation));
        Assert.Equal([two, three], await messages.ByRemoteAsync(_telegram, _group, two.Message, Cancellation));
        Assert.Equal([direct], await messages.ByEventAsync("$direct", Cancellation));
        Assert.Equal(1, await messages.CountAsync(_telegram, _direct, Cancellation));

        // Events in the usual form, nearly so, and others.
        string[] ids = ["$Rqnc-F-dvnEYJTyHq_iKxU2bZ1CI92-kuZq3a5lr5Zg", "$Rqnc-F-dvnEYJTyHq_iKxU2bZ1CI92-kuZq3a5lr5Zh", "$23456789012345678901:server", "$ü"];
        var found = await Task.WhenAll(ids.Select(id => messages.ByEventAsync(id, Cancellation)));
        Assert.Equal(ids.Index().Select(item => Message(new ChatKey(new RemoteChatId("8")), $"{item.Index + 1}", item.Item, "!room:example.org")), found.SelectMany(rows => rows));

        // A chat that is numbered is not numbered again, and a new one has a number of its own.
        var next = Message(_group, "3", "$next", "!room:example.org") with { Timestamp = 40 };
        var other = Message(new ChatKey(new RemoteChatId("9")), "1", "$other", "!other:example.org");
        await database.WriteAsync([.. MessageTable.Insert(next), .. MessageTable.Insert(other)], Cancellation);
        Assert.Equal([next, two], (await messages.NewestAsync(_telegram, _group, limit: 3, Cancellation)).Where(row => row.Part != "b"));
        Assert.Equal([other], await messages.ByEventAsync("$other", Cancellation));
    }

    [Fact]
    public async Task Rows_of_the_journal_of_before_names_were_numbered_are_all_there()
    {
        var options = await engine.NewDatabaseAsync(Cancellation);
        await ApplyAsync(BeforeNames);
        await engine.ExecuteAsync(
            """
            INSERT INTO journal (id, lane, direction, network, source_key, state, attempts, next_attempt_at, handed_over_at, reason, room_id, event_id, created_at, finished_at, attempt_log) VALUES
                (1, 'telegram//7', 1, 'telegram', 'telegram//7/m:1', 3, 0, NULL, NULL, NULL, NULL, NULL, 10, 11, NULL),
                (2, 'telegram//7/%40a', 0, 'telegram', 'e:$gone', 3, 1, 20, 21, NULL, '!room:example.org', NULL, 20, 22, '@20 Busy.' || CHR(10)),
                (3, 'telegram//7', 1, 'telegram', 'telegram//7/m:ü', 3, 0, NULL, NULL, 'Too old.', NULL, NULL, 30, 31, NULL),
                (4, 'telegram//7', 1, 'telegram', 'telegram//7/m:4', 2, 3, 40, NULL, 'Too large.', NULL, '$about', 40, 41, NULL),
                (5, 'telegram//7', 1, 'telegram', NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, 50, NULL, NULL),
                (6, 'telegram//7/%40a', 0, 'telegram', 'e:$waits', 1, 0, NULL, 61, NULL, '!room:example.org', NULL, 60, NULL, NULL),
                (7, 'room/!b:example.org', 0, 'matrix', 'e:$waits', 0, 0, NULL, NULL, NULL, '!b:example.org', NULL, 70, NULL, NULL);
            INSERT INTO payloads (id, payload) VALUES (4, 'four'), (5, 'five'), (6, 'six'), (7, 'seven')
            """.Replace("CHR(10)", dialect == "sqlite" ? "CHAR(10)" : "CHR(10)", StringComparison.Ordinal));

        await using var database = await Database.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, Cancellation);
        var journal = await Journal.OpenAsync(database, TimeProvider.System, Cancellation);

        // What waits and what is dead, as it was.
        Assert.Equal(["telegram//7", "telegram//7/%40a", "room/!b:example.org"], await journal.PendingLanesAsync(Cancellation));
        Assert.Equal([(5L, null, "five")], (await journal.ReadLaneAsync("telegram//7", 0, 9, Cancellation)).Select(Content));
        var handedOver = Assert.Single(await journal.ReadLaneAsync("telegram//7/%40a", 0, 9, Cancellation));
        Assert.Equal((6L, "e:$waits", "six"), Content(handedOver));
        Assert.Equal((JournalState.HandingOver, 61L, "!room:example.org", "$waits", 60L, null), (handedOver.State, handedOver.HandedOverAt, handedOver.RoomId, handedOver.EventId, handedOver.CreatedAt, handedOver.FinishedAt));
        var dead = Assert.Single(await journal.DeadAsync(0, 9, Cancellation));
        Assert.Equal((4L, "telegram//7/m:4", "four"), Content(dead));
        Assert.Equal((3, "Too large.", "$about", 41L), (dead.Attempts, dead.Reason, dead.EventId, dead.FinishedAt));

        // What is done, by its key.
        Assert.Equal((1L, 10L, 11L), Times(await journal.FindBySourceAsync(_telegram, "telegram//7/m:1", Cancellation)));
        Assert.Equal("Too old.", (await journal.FindBySourceAsync(_telegram, "telegram//7/m:ü", Cancellation))?.Reason);
        Assert.Equal((7L, "matrix"), (await journal.FindByEventAsync("$waits", Cancellation)) is { } newest ? (newest.Id, newest.Network.Value) : default);
        var delivered = Assert.IsType<JournalRow>(await journal.FindByEventAsync("$gone", Cancellation));
        Assert.Equal(("e:$gone", "$gone", "telegram//7/%40a", 21L, "Busy."), (delivered.SourceKey, delivered.EventId, delivered.Lane, delivered.HandedOverAt, Assert.Single(delivered.Log).Outcome));

        // What comes again is known, and what is new gets the next number.
        NewJournalRow[] again =
        [
            .. new[] { "telegram//7/m:1", "telegram//7/m:ü", "telegram//7/m:4", "e:$gone", "e:$waits", "telegram//7/m:8" }
                .Select(key => new NewJournalRow("telegram//7", JournalDirection.FromNetwork, _telegram, key, default)),
        ];
        Assert.Equal([(13L, "telegram//7/m:8")], (await journal.AppendAsync(again, transactionId: null, Cancellation)).Select(row => (row.Id, row.SourceKey!)));
    }

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Brings the empty database to an earlier version, by that version's scripts.</summary>
    private async Task ApplyAsync(int version)
    {
        var assembly = typeof(Database).Assembly;
        const string Folder = ".Migrations.";
        var scripts = assembly.GetManifestResourceNames()
            .Where(name => name.Contains(Folder, StringComparison.Ordinal))
            .Select(name => (Name: name, File: name[(name.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..]))
            .Where(script => int.Parse(script.File.AsSpan(0, 4)) <= version && (script.File.Split('.').Length == 2 || script.File.EndsWith($".{dialect}.sql", StringComparison.Ordinal)))
            .OrderBy(script => script.File, StringComparer.Ordinal);
        foreach (var (name, _) in scripts)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            await engine.ExecuteAsync(await reader.ReadToEndAsync(Cancellation));
        }

        await engine.ExecuteAsync($"CREATE TABLE schema_version (version BIGINT NOT NULL); INSERT INTO schema_version (version) VALUES ({version})");
    }

    private static (long Id, string? SourceKey, string Payload) Content(JournalRow row) => (row.Id, row.SourceKey, Encoding.UTF8.GetString(row.Payload.Span));

    private static (long Id, long CreatedAt, long? FinishedAt) Times(JournalRow? row) => row is null ? default : (row.Id, row.CreatedAt, row.FinishedAt);

    private static MessageRow Message(ChatKey chat, string id, string eventId, string room) => new()
    {
        Network = _telegram,
        Chat = chat,
        Message = new RemoteMessageId(id),
        Part = "",
        Ordinal = 0,
        EventId = eventId,
        RoomId = room,
        Sender = new RemoteUserId("42"),
        FromMatrix = false,
        Timestamp = 0,
    };
}
