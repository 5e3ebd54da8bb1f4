using Bridges.Abstractions;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Incoming;

/// <summary>A position that is shared for a while.</summary>
public sealed class LiveLocationTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    [Fact]
    public async Task A_new_position_changes_the_message_and_an_older_one_is_a_message_of_its_own()
    {
        var first = await linked.Bed.SendAsync(linked.Bed.Alice, new { liveLocationMessage = new { degreesLatitude = 1.5, degreesLongitude = 2.5, sequenceNumber = 10, caption = "here" } });
        var told = await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == first);
        Assert.Equal((1.5, "here"), (Place(told.Parts).Latitude, Place(told.Parts).Description));

        await linked.Bed.SendAsync(linked.Bed.Alice, new { liveLocationMessage = new { degreesLatitude = 1.6, degreesLongitude = 2.6, sequenceNumber = 11, accuracyInMeters = 8 } });
        var moved = await linked.Host.Events.FirstAsync<RemoteEdit>(edit => edit.Target == first);
        Assert.Equal((1.6, 8.0), (Place(moved.Parts).Latitude, Place(moved.Parts).Accuracy));

        var other = await linked.Bed.SendAsync(linked.Bed.Alice, new { liveLocationMessage = new { degreesLatitude = 3.5, degreesLongitude = 2.6, sequenceNumber = 1 } });
        Assert.Equal(3.5, Place((await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == other)).Parts).Latitude);
    }

    private static LiveLocationContent Place(IReadOnlyList<MessagePart> parts) => Assert.IsType<LiveLocationContent>(parts[0].Content);
}
