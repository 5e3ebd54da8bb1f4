using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Stage;

namespace Bridges.Demo;

/// <summary>Keeps everything running for those who watch to join in; Bob answers what he is written.</summary>
internal sealed class OpenHouse(Cast cast, Transcript transcript)
{
    public async Task KeepAsync(CancellationToken cancellation)
    {
        transcript.Note(
            $"""
            Everything stays up. Join in with any Matrix client:
              homeserver   {cast.Stage.Synapse.Url}
              user         {cast.Alice.UserId}
              password     {TelegramStage.Password}
            Write to Bob in the room with his name, and he answers. The bot is {cast.Stage.Bot}; say "help" to it.
            Ctrl-C ends the demo.

            """);
        for (var heard = cast.Chat.Messages.Count; ; heard++)
        {
            var message = await MessageAsync(heard, cancellation);
            transcript.Line("Telegram", message.Sender.FirstName, message.Text);
            if (message.Sender != cast.Bob)
            {
                cast.Bob.Read(cast.Chat, message);
                cast.Bob.SendText(cast.Chat, $"You said: {message.Text}", replyTo: message);
            }
        }
    }

    private Task<Message> MessageAsync(int index, CancellationToken cancellation) =>
        cast.Stage.Telegram.WaitForAsync(() => cast.Chat.Messages.ElementAtOrDefault(index), Timeout.InfiniteTimeSpan, cancellation);
}
