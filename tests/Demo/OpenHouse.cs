using Bridges.Demo.Acts;
using Bridges.Telegram.Stage;

namespace Bridges.Demo;

/// <summary>Keeps everything running for those who watch to join in; each Bob answers what he is written.</summary>
internal sealed class OpenHouse(DemoStage stage, IReadOnlyList<Act> acts, Transcript transcript)
{
    public async Task KeepAsync(CancellationToken cancellation)
    {
        transcript.Note(
            $"""
            Everything stays up. Join in with any Matrix client, such as Element:
              homeserver   {stage.Synapse.Url}
              user         {stage.Alice.UserId}
              password     {TelegramStage.Password}
            There are three rooms called Bob, one for each network. Write there, send pictures, vote, react: each Bob answers texts.
            The bot is {stage.Bot}; say "help" to it.
            Ctrl-C ends the demo.

            """);
        await Task.WhenAll(acts.Select(act => act.AnswerAsync(cancellation)));
    }
}
