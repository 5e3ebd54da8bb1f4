using Bridges.Abstractions;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Incoming;

/// <summary>What the user sets on the phone for one chat.</summary>
public sealed class PhoneSettingsTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private WhatsAppBed Bed => linked.Bed;

    [Fact]
    public async Task Archived_pinned_and_marked_as_unread_are_told_and_so_is_that_they_are_no_longer()
    {
        foreach (var on in new[] { true, false })
        {
            await SetAsync("regular_low", ["archive", Address], new { archiveChatAction = new { archived = on } });
            await linked.Host.Events.FirstAsync<RemoteChatSettings>(told => told.Chat == Bed.Chat && told.IsArchived == on);
            await SetAsync("regular_low", ["pin_v1", Address], new { pinAction = new { pinned = on } });
            await linked.Host.Events.FirstAsync<RemoteChatSettings>(told => told.Chat == Bed.Chat && told.IsFavourite == on);
            await SetAsync("regular_low", ["markChatAsRead", Address], new { markChatAsReadAction = new { read = !on } });
            await linked.Host.Events.FirstAsync<RemoteChatSettings>(told => told.Chat == Bed.Chat && told.IsMarkedUnread == on);
        }
    }

    /// <summary>An entry that nobody here knows is taken away: those after it are read all the same.</summary>
    [Fact]
    public async Task What_is_taken_away_without_having_been_there_stops_nothing()
    {
        var until = TimeProvider.System.GetUtcNow().AddHours(3).ToUnixTimeMilliseconds();
        await SetAsync("regular_high", ["mute", "4900000000@s.whatsapp.net"], new { muteAction = new { muted = false } }, removed: true);

        await SetAsync("regular_high", ["mute", Address], new { muteAction = new { muted = true, muteEndTimestamp = until } });

        var told = await linked.Host.Events.FirstAsync<RemoteChatSettings>(told => told.Chat == Bed.Chat && told.MutedUntil is not null);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(until), told.MutedUntil);
    }

    private string Address => $"{Bed.Alice.Lid}@lid";

    private Task SetAsync(string collection, string[] index, object action, bool removed = false) =>
        Bed.Simulation.DoAsync("setting", new { number = Bed.Me.Number, collection, index, action, removed });
}
