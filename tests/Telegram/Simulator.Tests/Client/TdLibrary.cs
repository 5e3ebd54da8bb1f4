using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Bridges.Telegram.Simulator.Library;

namespace Bridges.Telegram.Simulator.Tests.Client;

/// <summary>The patched TDLib, loaded once in the test process, and the one thread that may receive from it.</summary>
internal sealed class TdLibrary
{
    private const double ReceiveSeconds = 1;

    private static readonly Lazy<Task<TdLibrary>> Loaded = new(LoadAsync);

    private readonly CreateClientId create;
    private readonly Send send;
    private readonly Receive receive;
    private readonly ConcurrentDictionary<int, TdClient> clients = new();

    private TdLibrary(string path)
    {
        var library = NativeLibrary.Load(path);
        create = Marshal.GetDelegateForFunctionPointer<CreateClientId>(NativeLibrary.GetExport(library, "td_create_client_id"));
        send = Marshal.GetDelegateForFunctionPointer<Send>(NativeLibrary.GetExport(library, "td_send"));
        receive = Marshal.GetDelegateForFunctionPointer<Receive>(NativeLibrary.GetExport(library, "td_receive"));
        var execute = Marshal.GetDelegateForFunctionPointer<Execute>(NativeLibrary.GetExport(library, "td_execute"));
        var verbosity = Environment.GetEnvironmentVariable("TDLIB_VERBOSITY") is { Length: > 0 } asked ? asked : "0";
        execute(Encoding.UTF8.GetBytes($$"""{"@type":"setLogVerbosityLevel","new_verbosity_level":{{verbosity}}}""" + "\0"));
        new Thread(ReceiveForever) { IsBackground = true, Name = "tdlib-receive" }.Start();
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int CreateClientId();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Send(int client, byte[] request);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate IntPtr Receive(double timeout);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate IntPtr Execute(byte[] request);

    public static Task<TdLibrary> GetAsync() => Loaded.Value;

    public int Register(TdClient client)
    {
        var id = create();
        clients[id] = client;
        return id;
    }

    public void Forget(int id) => clients.TryRemove(id, out _);

    public void SendTo(int id, string json) => send(id, Encoding.UTF8.GetBytes(json + "\0"));

    private static async Task<TdLibrary> LoadAsync() => new(await PatchedTdlib.CreateAsync());

    private void ReceiveForever()
    {
        while (true)
        {
            if (Marshal.PtrToStringUTF8(receive(ReceiveSeconds)) is not { } json)
            {
                continue;
            }

            using var document = JsonDocument.Parse(json);
            if (clients.TryGetValue(document.RootElement.GetProperty("@client_id").GetInt32(), out var client))
            {
                client.Take(document.RootElement.Clone());
            }
        }
    }
}
