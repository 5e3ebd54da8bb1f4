using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds.Users;

namespace Bridges.EndToEnd.Tests.Messages;

public sealed class MentionTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    [Fact]
    public async Task A_mention_of_Alice_on_Telegram_rings_her_own_account()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);

        talk.Bob.SendText(talk.Chat, "psst, you there", [new(EntityKind.MentionName, 6, 3) { Person = talk.Alice.Telegram }]);

        var arrived = await talk.SeeAsync("m.room.message", seen => seen.Body?.StartsWith("psst", StringComparison.Ordinal) == true, Cancellation);
        Assert.Equal([talk.Alice.Matrix.UserId], Mentioned(arrived));
        Assert.Contains($"https://matrix.to/#/{talk.Alice.Matrix.UserId}", arrived.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mention_of_a_contact_on_Telegram_points_to_their_ghost()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var carol = await talk.Alice.TalkWithAsync("Carol", Cancellation);

        talk.Bob.SendText(talk.Chat, "ask her", [new(EntityKind.MentionName, 4, 3) { Person = carol.Bob }]);

        var arrived = await talk.HearAsync("ask Carol", Cancellation);
        Assert.Equal([carol.Ghost], Mentioned(arrived));
        Assert.Equal($"ask <a href=\"https://matrix.to/#/{carol.Ghost}\">Carol</a>", arrived.Html);
    }

    [Fact]
    public async Task A_mention_of_a_ghost_on_Matrix_mentions_the_person_on_Telegram()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var carol = await talk.Alice.TalkWithAsync("Carol", Cancellation);

        await talk.Alice.Matrix.SendHtmlAsync(
            talk.Room, "I asked Carol yesterday", $"I asked <a href=\"https://matrix.to/#/{carol.Ghost}\">Carol</a> yesterday", Cancellation);

        var arrived = await talk.ReachesTelegramAsync("I asked Carol yesterday", Cancellation);
        var mention = Assert.Single(arrived.Entities);
        Assert.Equal((EntityKind.MentionName, 8, 5, carol.Bob), (mention.Kind, mention.Offset, mention.Length, mention.Person));
    }

    private static IEnumerable<string?> Mentioned(MatrixEvent message) =>
        message.Content.GetProperty("m.mentions").GetProperty("user_ids").EnumerateArray().Select(user => user.GetString());
}
