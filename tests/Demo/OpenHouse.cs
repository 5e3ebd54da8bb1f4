using Bridges.Telegram.Simulator.World;

namespace Bridges.Demo;

/// <summary>Keeps everything running for those who watch to join in; Bob answers what he is written.</summary>
internal sealed class OpenHouse(Stage stage, Transcript transcript)
{
    public async Task KeepAsync(CancellationToken cancellation)
    {
        transcript.Note(
            $"""
            Everything stays up. Join in with any Matrix client:
              homeserver   {stage.Homeserver}
              user         {stage.Alice.UserId}
              password     {Stage.AlicePassword}
            Write to Bob in the room with his name, and he answers. The bot is {stage.Bot}; say "help" to it.
            Ctrl-C ends the demo.

            """);
        for (var heard = stage.Chat.Messages.Count; ; heard++)
        {
            var message = await MessageAsync(heard, cancellation);
            transcript.Line("Telegram", message.Sender.FirstName, message.Text);
            if (message.Sender != stage.Bob)
            {
                stage.Bob.Read(stage.Chat, message);
                stage.Bob.SendText(stage.Chat, $"You said: {message.Text}", replyTo: message);
            }
        }
    }

    private Task<Message> MessageAsync(int index, CancellationToken cancellation) =>
        stage.Telegram.WaitForAsync(() => stage.Chat.Messages.ElementAtOrDefault(index), Timeout.InfiniteTimeSpan, cancellation);
}
