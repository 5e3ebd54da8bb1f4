using Bridges.WhatsApp.EndToEnd.Tests.Beds;

namespace Bridges.WhatsApp.EndToEnd.Tests;

/// <summary>The whole product is killed in the midst of talk, again and again: each message arrives once and in order, on either side.</summary>
public sealed class KillTests(WhatsAppTalk talk) : KillTestsBase(talk), IClassFixture<WhatsAppTalk>;

/// <inheritdoc />
public sealed class KillTestsOnPostgreSql(WhatsAppTalkOnPostgreSql talk) : KillTestsBase(talk), IClassFixture<WhatsAppTalkOnPostgreSql>;

/// <inheritdoc cref="KillTests" />
public abstract class KillTestsBase(WhatsAppTalkOn talk) : IDisposable
{
    private const int Rounds = 3;
    private const int MessagesARound = 6;

    private WhatsAppStage Stage => talk.Stage;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Stage.Logs);
        }
    }

    [Fact]
    public async Task Nothing_is_lost_doubled_or_reordered()
    {
        var said = new List<string>();
        var written = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            for (var number = 0; number < MessagesARound; number++)
            {
                said.Add($"from WhatsApp {round}-{number}");
                await Stage.SayAsync(Stage.Bob, new { conversation = said[^1] });
                written.Add($"from Matrix {round}-{number}");
                await Stage.Alice.SendTextAsync(talk.Room, written[^1]);
                if (number == MessagesARound / 2)
                {
                    await Stage.Host.KillAsync();
                }
            }

            await Stage.Host.StartAsync();
        }

        await Stage.SeeAsync(seen => seen.RoomId == talk.Room && seen.Body == said[^1]);
        await Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => TextOf(received) == written[^1]);

        Assert.Equal(said, (await Stage.Alice.MessagesAsync(talk.Room)).Select(message => message.Body).Where(body => body?.StartsWith("from WhatsApp", StringComparison.Ordinal) == true));

        // As phones do: a second message with the same id is not shown.
        var received = (await Stage.WhatsApp.InboxAsync(Stage.Bob)).DistinctBy(message => message.GetProperty("id").GetString()).Select(TextOf)
            .Where(text => text?.StartsWith("from Matrix", StringComparison.Ordinal) == true);
        Assert.Equal(written, received);
    }

    private static string? TextOf(System.Text.Json.JsonElement received) =>
        received.GetProperty("message").TryGetProperty("extendedTextMessage", out var text) ? text.GetProperty("text").GetString() : null;
}
