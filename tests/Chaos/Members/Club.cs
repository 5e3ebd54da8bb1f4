using System.Diagnostics;
using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Stage;
using Bridges.TestBeds.Users;

namespace Bridges.Chaos.Tests.Members;

/// <summary>A supergroup of five users of the bridge and Boris, who is on Telegram only.</summary>
internal sealed class Club
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TelegramStage _stage;
    private readonly Person _boris;
    private readonly GroupChat _group;
    private readonly IReadOnlyList<Member> _troubled;
    private string _room = "";

    private Club(TelegramStage stage, IReadOnlyList<Member> well, IReadOnlyList<Member> troubled)
    {
        _stage = stage;
        (Well, _troubled) = (well, troubled);
        _boris = stage.Person("Boris");
        _group = stage.Telegram.Chats.CreateSupergroup("Club", _boris, [.. well.Concat(troubled).Select(member => member.Telegram)]);
    }

    /// <summary>Those with whom all is well.</summary>
    public IReadOnlyList<Member> Well { get; }

    public static async Task<Club> FoundAsync(TelegramStage stage)
    {
        var members = new List<Member>();
        foreach (var name in (string[])["Ada", "Carol", "Dora", "Erik", "Frank"])
        {
            var (matrix, telegram) = (await stage.RegisterAsync(name.ToLowerInvariant()), stage.Person(name));
            await stage.LogInAsync(matrix, telegram);
            members.Add(new Member(name, matrix, telegram));
        }

        var club = new Club(stage, members[..2], members[2..]);
        club._boris.SendText(club._group, "hello");
        foreach (var member in members)
        {
            club._room = (await member.Matrix.WaitForEventAsync(seen => seen.Body == "hello", Patience)).RoomId;
        }

        return club;
    }

    /// <summary>Dora's session ends on her phone; Erik is in slow mode; Frank is to wait.</summary>
    public Task TroubleAsync()
    {
        _stage.Telegram.Logins.Revoke(_troubled[0].Telegram);
        _stage.Telegram.Faults.FailAlways(_troubled[1].Telegram, "messages.sendMessage", 420, "SLOWMODE_WAIT_300");
        _stage.Telegram.Faults.FailAlways(_troubled[2].Telegram, "messages.sendMessage", 420, "FLOOD_WAIT_300");
        return Task.CompletedTask;
    }

    /// <summary>Some of them write on, in any order. Dora is out of the room once the bridge knows that she was logged out.</summary>
    public async Task TroubledSayAsync(Random random, int round)
    {
        foreach (var member in _troubled.Where(_ => random.Next(3) > 0).OrderBy(_ => random.Next()))
        {
            try
            {
                await member.Matrix.SendTextAsync(_room, $"{member.Name} is in trouble {round}");
            }
            catch (MatrixRequestException)
            {
                // She may not write here any more.
            }
        }
    }

    /// <summary>How long what Boris says takes to those with whom all is well.</summary>
    public async Task<TimeSpan> SaysOnTelegramAsync(int round)
    {
        var watch = Stopwatch.StartNew();
        _boris.SendText(_group, $"Boris {round}");
        foreach (var member in Well)
        {
            await member.Matrix.WaitForEventAsync(seen => seen.RoomId == _room && seen.Body == $"Boris {round}", Patience);
        }

        return watch.Elapsed;
    }

    /// <summary>How long what somebody says on Matrix takes to Telegram.</summary>
    public async Task<TimeSpan> SaysOnMatrixAsync(Member member, int round)
    {
        var watch = Stopwatch.StartNew();
        await member.Matrix.SendTextAsync(_room, $"{member.Name} {round}");
        while (!_group.Messages.Any(message => message.Text == $"{member.Name} {round}" && message.Sender == member.Telegram))
        {
            if (watch.Elapsed > Patience)
            {
                return watch.Elapsed;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        return watch.Elapsed;
    }

    /// <summary>Each one's messages stand in their order, once, on both sides; nothing of the others came through somebody else.</summary>
    public void CheckOrder()
    {
        foreach (var member in Well)
        {
            var said = _group.Messages.Where(message => message.Sender == member.Telegram && message.Service is null).Select(message => message.Text).ToArray();
            Assert.Equal(Enumerable.Range(1, said.Length).Select(round => $"{member.Name} {round}"), said);
        }

        var heard = Well[0].Matrix.Seen.Where(seen => seen.RoomId == _room && seen.Body?.StartsWith("Boris ", StringComparison.Ordinal) == true).Select(seen => seen.Body!).Distinct().ToArray();
        Assert.Equal(Enumerable.Range(1, heard.Length).Select(round => $"Boris {round}"), heard);
        Assert.DoesNotContain(_group.Messages, message => message.Text.Contains("is in trouble", StringComparison.Ordinal));
    }

    internal sealed record Member(string Name, MatrixTestUser Matrix, Person Telegram);
}
