namespace Bridges.Telegram.Engine;

/// <summary>The one thread on which TDLib speaks for all clients.</summary>
internal sealed class Receiver
{
    // Also the longest time that stopping takes.
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(500);

    private readonly TdLibrary library;
    private readonly Clients clients;
    private readonly Output output;
    private readonly Thread thread;
    private volatile bool isStopping;

    public Receiver(TdLibrary tdLibrary, Clients clients, Output output)
    {
        library = tdLibrary;
        this.clients = clients;
        this.output = output;
        thread = new Thread(Run) { Name = "td_receive", IsBackground = true };
        thread.Start();
    }

    /// <summary>Stops receiving. For when all clients are closed: a stuck TDLib would not let the thread end.</summary>
    public void Stop()
    {
        isStopping = true;
        thread.Join();
    }

    private void Run()
    {
        while (!isStopping)
        {
            var json = library.Receive(Wait);
            if (!json.IsEmpty)
            {
                Route(TdObject.Read(json));
            }
        }
    }

    private void Route(TdObject received)
    {
        if (received.IsClosed)
        {
            // Before the host can know: what it asks of this client afterwards must find it gone.
            clients.MarkClosed(received.Client);
        }

        if (received.Extra.IsEmpty)
        {
            output.Update(received.Client, received.Body);
        }
        else if (!received.Extra.SequenceEqual("true"u8))
        {
            output.Answer(received.Extra, received);
        }
    }
}
