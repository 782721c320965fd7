// node-echo: the same typed request and reply by Node's `ws`, with JSON.parse and JSON.stringify, as a peer of Concord's server.
//
// A request is an envelope of the message dialect; the reply carries its payload back.

const { WebSocketServer } = require('ws');

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('listening', () => console.log(`listening on 127.0.0.1:${server.address().port}`));
server.on('connection', (socket) => {
  socket.on('message', (bytes) => {
    const request = JSON.parse(bytes);
    socket.send(
      JSON.stringify({
        messageId: request.messageId, topic: request.topic, type: 'success', payload: request.payload,
      }));
  });
});
