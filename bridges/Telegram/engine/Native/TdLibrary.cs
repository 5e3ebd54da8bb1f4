using System.Runtime.InteropServices;

namespace Bridges.Telegram.Engine;

/// <summary>TDLib's JSON interface (td_json_client.h). All texts are UTF-8.</summary>
internal sealed unsafe class TdLibrary
{
    private readonly delegate* unmanaged[Cdecl]<int> createClientId;
    private readonly delegate* unmanaged[Cdecl]<int, byte*, void> send;
    private readonly delegate* unmanaged[Cdecl]<double, byte*> receive;
    private readonly delegate* unmanaged[Cdecl]<byte*, byte*> execute;

    private TdLibrary(nint library)
    {
        createClientId = (delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, "td_create_client_id");
        send = (delegate* unmanaged[Cdecl]<int, byte*, void>)NativeLibrary.GetExport(library, "td_send");
        receive = (delegate* unmanaged[Cdecl]<double, byte*>)NativeLibrary.GetExport(library, "td_receive");
        execute = (delegate* unmanaged[Cdecl]<byte*, byte*>)NativeLibrary.GetExport(library, "td_execute");
    }

    /// <exception cref="TdLibraryException">It cannot be loaded.</exception>
    public static TdLibrary Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new TdLibraryException($"cannot load TDLib: there is no file {path}; install it (scripts/install-tdlib) or correct the path");
        }

        try
        {
            return new TdLibrary(NativeLibrary.Load(Path.GetFullPath(path)));
        }
        catch (EntryPointNotFoundException exception)
        {
            throw new TdLibraryException($"cannot load TDLib: {path} is a library, but not TDLib's libtdjson", exception);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            // The loader's own words come last, after advice for programmers.
            throw new TdLibraryException($"cannot load TDLib: {exception.Message.TrimEnd().Split('\n')[^1]}", exception);
        }
    }

    public int CreateClient() => createClientId();

    /// <param name="client">A client.</param>
    /// <param name="request">A request that ends with a zero byte.</param>
    public void Send(int client, ReadOnlySpan<byte> request)
    {
        fixed (byte* text = Terminated(request))
        {
            send(client, text);
        }
    }

    /// <summary>What TDLib has to say next, valid until the next call on this thread; empty when the time is over. For one thread only.</summary>
    public ReadOnlySpan<byte> Receive(TimeSpan timeout)
        => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(receive(timeout.TotalSeconds));

    /// <param name="request">A request that TDLib answers without a client, ending with a zero byte.</param>
    /// <returns>The answer, valid until the next call on this thread.</returns>
    public ReadOnlySpan<byte> Execute(ReadOnlySpan<byte> request)
    {
        fixed (byte* text = Terminated(request))
        {
            return MemoryMarshal.CreateReadOnlySpanFromNullTerminated(execute(text));
        }
    }

    private static ReadOnlySpan<byte> Terminated(ReadOnlySpan<byte> text)
        => text is [.., 0] ? text : throw new ArgumentException("The text does not end with a zero byte.", nameof(text));
}
