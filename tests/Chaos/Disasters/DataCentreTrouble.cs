using Bridges.Chaos.Tests.Stage;

namespace Bridges.Chaos.Tests.Disasters;

/// <summary>Telegram's servers drop connections, ask to wait, fail inside, and lose their own answers.</summary>
internal sealed class DataCentreTrouble : IDisaster
{
    public async Task StrikeAsync(ChaosStage stage, Random random)
    {
        var faults = stage.Telegram.Faults;
        switch (random.Next(5))
        {
            case 0:
                faults.FloodWait("messages.sendMessage", seconds: 2);
                break;
            case 1:
                faults.InternalError("messages.sendMessage", times: 2);
                faults.InternalError("messages.getHistory", times: 2);
                break;
            case 2:
                faults.LoseAnswer("messages.sendMessage", times: 2);
                break;
            case 3:
                faults.RefuseConnections = true;
                faults.DropConnections();
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(4000)));
                faults.RefuseConnections = false;
                break;
            default:
                faults.DropConnections();
                break;
        }
    }

    public override string ToString() => "trouble in the data centre";
}
